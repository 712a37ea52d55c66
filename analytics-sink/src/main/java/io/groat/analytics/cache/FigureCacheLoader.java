package io.groat.analytics.cache;

import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.aggregate.AggregateStore.Head;
import io.groat.analytics.aggregate.Granularity;
import io.groat.analytics.aggregate.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Brings slices that others have written to the cache. It asks first how far each is: those that this process writes itself
 * are on the cache already, and large.
 */
public final class FigureCacheLoader {

    private static final Duration WHOLE_EVERY = Duration.ofMinutes(5);
    private static final int SLICES_AT_ONCE = 16;

    private final AggregateStore store;
    private final FigureCache cache;
    private final InstantSource clock;
    private Instant wholeAt = Instant.MIN;

    public FigureCacheLoader(AggregateStore store, FigureCache cache, InstantSource clock) {
        this.store = store;
        this.cache = cache;
        this.clock = clock;
    }

    /** Whether it is that generation that is shown. */
    public boolean shows(int generation) {
        return cache.generation() == generation;
    }

    /** Reads what may have changed since the last time; everything at first, for another generation, and now and then. */
    public Mono<Void> load(int generation) {
        Instant now = clock.instant();
        if (!shows(generation)) {
            return whole(generation, now)
                    .doOnNext(slices -> cache.show(generation, slices))
                    .doOnNext(slices -> wholeAt = now)
                    .then();
        }
        return wholeAt.plus(WHOLE_EVERY).isBefore(now)
                ? newer(generation, now, granularity -> Window.earliest(granularity, now))
                        .doOnSuccess(done -> wholeAt = now)
                : newer(generation, now, granularity -> granularity.plus(granularity.startOf(now), -1));
    }

    private Mono<List<Slice>> whole(int generation, Instant now) {
        return Flux.fromIterable(Arrays.asList(Granularity.values()))
                .concatMap(granularity ->
                        store.range(generation, granularity, Window.earliest(granularity, now), end(granularity, now)))
                .collectList();
    }

    private Mono<Void> newer(int generation, Instant now, ToLongFunction<Granularity> from) {
        return Flux.fromIterable(Arrays.asList(Granularity.values()))
                .concatMap(granularity ->
                        store.heads(generation, granularity, from.applyAsLong(granularity), end(granularity, now)))
                .filter(head -> head.next() > cache.next(head.key()))
                .map(Head::key)
                .flatMap(store::find, SLICES_AT_ONCE)
                .collectList()
                .doOnNext(cache::put)
                .then();
    }

    private static long end(Granularity granularity, Instant now) {
        return granularity.plus(granularity.startOf(now), 2);
    }
}
