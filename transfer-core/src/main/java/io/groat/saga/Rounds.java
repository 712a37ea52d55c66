package io.groat.saga;

import io.groat.transfer.Transfer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks through one shard's unended transfers, round after round. A round that fails is made again. */
final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final UUID FIRST = new UUID(0, 0);
    static final int PAGE = 500;
    private static final int MOST_DOUBLED = 2;

    private final String name;
    private final Function<UUID, Mono<List<Transfer>>> page;
    private final Function<Transfer, Mono<Transfer>> handle;
    private final int atOnce;
    private final Duration pause;
    private final AtomicInteger idleRounds = new AtomicInteger();
    private final Disposable.Swap loop = Disposables.swap();

    /**
     * @param name what the rounds are for, in the log
     * @param page up to {@link #PAGE} transfers from after that id on, in the order of ids
     * @param handle completes empty where nothing came of it; never fails
     * @param atOnce transfers handled at the same time
     * @param pause between two rounds, longer while there is nothing to do
     */
    Rounds(
            String name,
            Function<UUID, Mono<List<Transfer>>> page,
            Function<Transfer, Mono<Transfer>> handle,
            int atOnce,
            Duration pause) {
        this.name = name;
        this.page = page;
        this.handle = handle;
        this.atOnce = atOnce;
        this.pause = pause;
    }

    /**
     * Begins, until {@link #stop}.
     *
     * @param news told after a round how many transfers it ended, where there were any
     */
    void start(LongConsumer news) {
        loop.update(Mono.defer(this::round)
                .doOnNext(ended -> idleRounds.updateAndGet(idle -> ended > 0 ? 0 : Math.min(idle + 1, MOST_DOUBLED)))
                .filter(ended -> ended > 0)
                .doOnNext(news::accept)
                .onErrorResume(failure -> {
                    LOG.debug("{}: a round failed: {}", name, failure.toString());
                    return Mono.empty();
                })
                .repeatWhen(rounds -> rounds.concatMap(round -> Mono.delay(nextPause())))
                .subscribe());
    }

    /** Rounds that find nothing come less often, up to four pauses apart. */
    Duration nextPause() {
        return pause.multipliedBy(1L << idleRounds.get());
    }

    void stop() {
        loop.dispose();
    }

    /** Goes once through all; gives how many something came of. */
    Mono<Long> round() {
        return page.apply(FIRST)
                .expand(transfers -> transfers.size() < PAGE
                        ? Mono.empty()
                        : page.apply(transfers.get(transfers.size() - 1).id()))
                .concatMap(transfers ->
                        Flux.fromIterable(transfers).flatMap(handle, atOnce).count())
                .reduce(0L, Long::sum);
    }
}
