package io.groat.saga;

import io.groat.hold.Hold;
import io.groat.hold.HoldStatus;
import io.groat.hold.HoldStore;
import io.groat.posting.ChangeHold;
import io.groat.posting.ChangeHold.Change;
import io.groat.posting.HoldAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets go what holds of one payer's shard have left when their time is over, and tells before that it will be. A capture
 * that comes after its time is refused whether or not it was here before. Any number of routers may do so at once.
 */
public final class HoldExpiry {

    private static final Logger LOG = LoggerFactory.getLogger(HoldExpiry.class);
    private static final int AT_ONCE = 64;
    private static final int PAGE = 500;

    /** What soon is over is told minutes before, and looked for less often than what is over. */
    private static final int ROUNDS_A_REMINDER = 4;

    private final int shard;
    private final HoldStore store;
    private final CommandGateway gateway;
    private final InstantSource clock;
    private final Duration notice;
    private final Duration pause;
    private final AtomicLong rounds = new AtomicLong();
    private final Disposable.Swap loop = Disposables.swap();

    /**
     * @param notice how long before its end a hold's parties are told
     * @param pause between two looks: so long at most a hold's money stays reserved after its time
     */
    public HoldExpiry(
            int shard, HoldStore store, CommandGateway gateway, InstantSource clock, Duration notice, Duration pause) {
        this.shard = shard;
        this.store = store;
        this.gateway = gateway;
        this.clock = clock;
        this.notice = notice;
        this.pause = pause;
    }

    /** Begins to look, round after round, until {@link #stop}. */
    public void start() {
        loop.update(Mono.defer(
                        () -> rounds.getAndIncrement() % ROUNDS_A_REMINDER == 0 ? round() : expire(clock.instant()))
                .doOnNext(ended -> {
                    if (ended > 0) {
                        LOG.info("Shard {}: {} holds expired", shard, ended);
                    }
                })
                .onErrorResume(failure -> {
                    LOG.debug("Holds of shard {}: a round failed: {}", shard, failure.toString());
                    return Mono.empty();
                })
                .repeatWhen(rounds -> rounds.concatMap(round -> Mono.delay(pause)))
                .subscribe());
    }

    public void stop() {
        loop.dispose();
    }

    /** Ends those whose time is over, and tells of those whose time soon is; gives how many ended. */
    public Mono<Long> round() {
        Instant now = clock.instant();
        return expire(now)
                .flatMap(ended -> store.soonOver(now, now.plus(notice), PAGE)
                        .flatMap(soon -> changed(soon, Change.Plain.REMIND))
                        .thenReturn(ended));
    }

    private Mono<Long> expire(Instant now) {
        return store.over(now, PAGE).flatMap(over -> changed(over, Change.Plain.EXPIRE));
    }

    private Mono<Long> changed(List<Hold> holds, Change change) {
        return Flux.fromIterable(holds)
                .flatMap(
                        hold -> gateway.submit(new ChangeHold(hold, change))
                                .doOnError(failure ->
                                        LOG.debug("Hold {} stays as it is: {}", hold.id(), failure.toString()))
                                .onErrorComplete(),
                        AT_ONCE)
                .filter(answer -> answer instanceof HoldAnswer.Stands stands
                        && stands.hold().status() == HoldStatus.EXPIRED)
                .count();
    }
}
