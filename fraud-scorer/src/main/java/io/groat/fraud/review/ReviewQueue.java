package io.groat.fraud.review;

import io.groat.cassandra.Cassandra;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The queue as all see it: read at most once a second, however many look, and every few seconds when nobody does, for
 * what crashes have left over.
 */
final class ReviewQueue {

    private static final Logger LOG = LoggerFactory.getLogger(ReviewQueue.class);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration STALE = Duration.ofMillis(500);
    private static final Duration TIDY_EVERY = Duration.ofSeconds(10);

    private final ReviewStore store;
    private final ReviewActions actions;
    private final InstantSource clock;
    private final Flux<QueueFigures> live;
    private final Disposable.Swap tidying = Disposables.swap();
    private volatile Mono<List<Review>> latest;

    public ReviewQueue(ReviewStore store, ReviewActions actions, InstantSource clock) {
        this.store = store;
        this.actions = actions;
        this.clock = clock;
        this.latest = read();
        this.live = Flux.interval(Duration.ZERO, FRESH)
                .onBackpressureDrop()
                .concatMap(tick -> figures().onErrorComplete(), 1)
                .share();
    }

    public void start() {
        tidying.update(Flux.interval(TIDY_EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> tidy(), 1)
                .subscribe());
    }

    public void stop() {
        tidying.dispose();
    }

    /** All reviews of the last days, at most half a second old. */
    Mono<List<Review>> all() {
        return Mono.defer(() -> latest);
    }

    /** Whoever has changed a review here sees it at once. */
    void changed() {
        latest = read();
    }

    private Mono<List<Review>> read() {
        return Mono.defer(() -> store.recent(clock.instant()).collectList())
                .cache(found -> STALE, failure -> Duration.ZERO, () -> Duration.ZERO);
    }

    Mono<QueueFigures> figures() {
        return all().map(reviews -> QueueFigures.of(reviews, clock.instant()));
    }

    /** The figures each second while somebody listens: reckoned once for all of them. A slow listener misses some. */
    Flux<QueueFigures> live() {
        return live.onBackpressureLatest();
    }

    Instant now() {
        return clock.instant();
    }

    private Mono<Void> tidy() {
        return all().flatMap(actions::announceLeftOvers).onErrorResume(failure -> {
            LOG.atLevel(Cassandra.loudness(failure)).log("The review queue can't be looked at: {}", failure.toString());
            return Mono.empty();
        });
    }
}
