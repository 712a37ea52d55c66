package io.groat.analytics.rounds;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Something done again and again, never twice at once. What ends one round is no longer on the stack when the next begins,
 * however fast they are.
 */
public final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private Rounds() {}

    /**
     * Ends when it is to go on no more.
     *
     * @param round does it once, and ends with the pause before the next; one that fails stops nothing
     * @param afterFailure the pause then
     */
    public static Mono<Void> of(Supplier<Mono<Duration>> round, Duration afterFailure, BooleanSupplier goesOn) {
        return Mono.defer(round)
                .onErrorResume(failure -> {
                    LOG.debug("A round failed", failure);
                    return Mono.just(afterFailure);
                })
                .flatMap(Rounds::pause)
                .repeat(goesOn)
                .then();
    }

    /** The same, without end. */
    public static Mono<Void> of(Supplier<Mono<Duration>> round, Duration afterFailure) {
        return of(round, afterFailure, () -> true);
    }

    private static Mono<Long> pause(Duration pause) {
        return pause.isZero() ? Mono.just(0L) : Mono.delay(pause);
    }
}
