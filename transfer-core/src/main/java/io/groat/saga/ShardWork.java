package io.groat.saga;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Work of one shard that is looked for round after round: what it finds it does. Any number of routers may do so at once,
 * where the work is such that doing it twice does it once.
 */
public final class ShardWork {

    private static final Logger LOG = LoggerFactory.getLogger(ShardWork.class);
    private static final int MOST_DOUBLED = 3;

    private final String name;
    private final Supplier<Mono<Long>> round;
    private final Duration pause;
    private final AtomicInteger idle = new AtomicInteger();
    private final Disposable.Swap loop = Disposables.swap();

    /**
     * @param name what it is, in the log
     * @param round does what there is to do, and gives how much that was
     * @param pause between two rounds, up to eight times as long while there is nothing to do
     */
    public ShardWork(String name, Supplier<Mono<Long>> round, Duration pause) {
        this.name = name;
        this.round = round;
        this.pause = pause;
    }

    /** Begins, round after round, until {@link #stop}. */
    public void start() {
        loop.update(Mono.defer(round)
                .doOnNext(done -> idle.updateAndGet(rounds -> done > 0 ? 0 : Math.min(rounds + 1, MOST_DOUBLED)))
                .onErrorResume(failure -> {
                    LOG.debug("{}: a round failed: {}", name, failure.toString());
                    return Mono.empty();
                })
                .repeatWhen(rounds -> rounds.concatMap(made -> Mono.delay(pause.multipliedBy(1L << idle.get()))))
                .subscribe());
    }

    public void stop() {
        loop.dispose();
    }
}
