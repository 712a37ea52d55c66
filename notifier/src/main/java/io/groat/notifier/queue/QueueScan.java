package io.groat.notifier.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks through the buckets of this process's parts, from the first that may hold something to that of now. A bucket that
 * is over and empty is looked at no more: nothing is put into a bucket later than {@link #GRACE} after it, since places
 * are never in the past but by the time that a write takes. Rounds come one after the other.
 */
final class QueueScan {

    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final int AT_ONCE = 16;
    /** Of rounds, those that look at buckets that are over, too. */
    private static final int THOROUGH = 4;

    private final DueStore due;
    private final InstantSource clock;
    private final Map<Integer, Buckets> known = new HashMap<>();
    private int rounds;

    private static final class Buckets {
        private final Set<Long> done = new HashSet<>();
        private long floor;
        private long written;
        private boolean fresh = true;

        Buckets(long floor) {
            this.floor = floor;
            this.written = floor;
        }

        void finish(long bucket) {
            done.add(bucket);
            while (done.remove(floor)) {
                floor++;
            }
        }
    }

    QueueScan(DueStore due, InstantSource clock) {
        this.due = due;
        this.clock = clock;
    }

    /** @param each what to do with each place that is due */
    Mono<Void> round(Set<Integer> parts, Function<DueRow, Mono<Void>> each) {
        known.keySet().retainAll(parts);
        boolean thorough = rounds++ % THOROUGH == 0;
        return Flux.fromIterable(parts.stream().sorted().collect(Collectors.toList()))
                .concatMap(part -> scan(part, thorough, each))
                .then();
    }

    private Mono<Void> scan(int part, boolean thorough, Function<DueRow, Mono<Void>> each) {
        return buckets(part).flatMap(buckets -> {
            Instant now = clock.instant();
            long current = DueRow.bucketOf(now);
            long first = thorough || buckets.fresh ? buckets.floor : Math.max(buckets.floor, current);
            buckets.fresh = false;
            return Flux.fromStream(() -> LongStream.rangeClosed(first, current).boxed())
                    .filter(bucket -> !buckets.done.contains(bucket))
                    .flatMap(bucket -> read(part, bucket, now, each).thenReturn(bucket), AT_ONCE)
                    .filter(bucket -> isOver(bucket, now))
                    .filterWhen(bucket -> due.isEmpty(part, bucket), 1)
                    .doOnNext(buckets::finish)
                    .then(Mono.defer(() -> note(part, buckets)));
        });
    }

    private Mono<Void> read(int part, long bucket, Instant now, Function<DueRow, Mono<Void>> each) {
        return due.due(part, bucket, now).flatMap(each, AT_ONCE).then();
    }

    private Mono<Buckets> buckets(int part) {
        Buckets found = known.get(part);
        if (found != null) {
            return Mono.just(found);
        }
        return due.floor(part).map(floor -> {
            Buckets fresh = new Buckets(floor);
            known.put(part, fresh);
            return fresh;
        });
    }

    private Mono<Void> note(int part, Buckets buckets) {
        if (buckets.floor == buckets.written) {
            return Mono.empty();
        }
        buckets.written = buckets.floor;
        return due.floor(part, buckets.floor);
    }

    /** The bucket at which a queue begins that is put to for the first time. */
    static long first(Instant now) {
        return DueRow.bucketOf(now.minus(GRACE));
    }

    private static boolean isOver(long bucket, Instant now) {
        return bucket < DueRow.bucketOf(now.minus(GRACE));
    }
}
