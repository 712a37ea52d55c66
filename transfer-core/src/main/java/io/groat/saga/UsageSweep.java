package io.groat.saga;

import io.groat.rule.RuleStore;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Deletes what one shard's wallets used of limits in periods that are long over. Any number of routers may do so at once. */
public final class UsageSweep {

    private static final Logger LOG = LoggerFactory.getLogger(UsageSweep.class);

    /** Routers' clocks may differ, by far less. */
    private static final Duration KEPT = Duration.ofDays(1);

    /** Rows of one statement: it locks them, and a lane should not wait. */
    private static final int AT_ONCE = 500;

    private final int shard;
    private final RuleStore store;
    private final InstantSource clock;
    private final Duration pause;
    private final Disposable.Swap loop = Disposables.swap();

    /** @param pause between two looks */
    public UsageSweep(int shard, RuleStore store, InstantSource clock, Duration pause) {
        this.shard = shard;
        this.store = store;
        this.clock = clock;
        this.pause = pause;
    }

    /** Begins to look, round after round, until {@link #stop}. */
    public void start() {
        loop.update(Mono.delay(pause)
                .then(Mono.defer(this::round))
                .onErrorResume(failure -> {
                    LOG.debug("Usages of shard {}: a round failed: {}", shard, failure.toString());
                    return Mono.empty();
                })
                .repeat()
                .subscribe());
    }

    public void stop() {
        loop.dispose();
    }

    /** Deletes all that there is now; gives how many rows. */
    public Mono<Long> round() {
        return Mono.defer(() -> store.sweepUsages(clock.instant().minus(KEPT), AT_ONCE))
                .repeat()
                .takeUntil(deleted -> deleted < AT_ONCE)
                .reduce(0L, Long::sum);
    }
}
