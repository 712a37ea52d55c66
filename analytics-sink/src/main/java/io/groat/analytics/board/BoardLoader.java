package io.groat.analytics.board;

import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.aggregate.Granularity;
import io.groat.analytics.aggregate.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Brings slices that others have written to the board. */
public final class BoardLoader {

    private static final Duration WHOLE_EVERY = Duration.ofMinutes(5);

    private final AggregateStore store;
    private final Board board;
    private final InstantSource clock;
    private Instant wholeAt = Instant.MIN;

    public BoardLoader(AggregateStore store, Board board, InstantSource clock) {
        this.store = store;
        this.board = board;
        this.clock = clock;
    }

    /** Reads what may have changed since the last time; everything at first, for another generation, and now and then. */
    public Mono<Void> load(int generation) {
        Instant now = clock.instant();
        if (board.generation() != generation) {
            return whole(generation, now)
                    .doOnNext(slices -> board.show(generation, slices))
                    .doOnNext(slices -> wholeAt = now)
                    .then();
        }
        return wholeAt.plus(WHOLE_EVERY).isBefore(now)
                ? whole(generation, now)
                        .doOnNext(board::put)
                        .doOnNext(slices -> wholeAt = now)
                        .then()
                : recent(generation, now).doOnNext(board::put).then();
    }

    private Mono<List<Slice>> whole(int generation, Instant now) {
        return slices(generation, now, granularity -> Window.earliest(granularity, now));
    }

    private Mono<List<Slice>> recent(int generation, Instant now) {
        return slices(generation, now, granularity -> granularity.plus(granularity.startOf(now), -1));
    }

    private Mono<List<Slice>> slices(int generation, Instant now, java.util.function.ToLongFunction<Granularity> from) {
        return Flux.fromIterable(Arrays.asList(Granularity.values()))
                .concatMap(granularity -> store.range(
                        generation,
                        granularity,
                        from.applyAsLong(granularity),
                        granularity.plus(granularity.startOf(now), 2)))
                .collectList();
    }
}
