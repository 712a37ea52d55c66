package io.groat.notifier.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
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
    /** How often buckets are looked at that are over, too; longer and longer while there is nothing in them. */
    private static final Duration THOROUGH = Duration.ofSeconds(2);

    /** By how much places usually come after they are due, at most. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private static final Duration SELDOM = Duration.ofSeconds(30);
    /** So many buckets further, and it is written down where a part begins: until then a new owner looks at them as well. */
    private static final int FURTHER = 15;

    private final DueStore due;
    private final InstantSource clock;
    private final Map<Integer, Buckets> known = new HashMap<>();
    private Instant thoroughly = Instant.EPOCH;
    private Instant looked = Instant.EPOCH;
    private Duration pause = THOROUGH;

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

    /**
     * Whether anything was due.
     *
     * @param each what to do with each place that is due
     */
    Mono<Boolean> round(Set<Integer> parts, Function<DueRow, Mono<Void>> each) {
        return Mono.defer(() -> {
            known.keySet().retainAll(parts);
            Instant now = clock.instant();
            boolean thorough = !thoroughly.plus(pause).isAfter(now);
            long recent = DueRow.bucketOf(looked.minus(LATE));
            looked = now;
            AtomicBoolean found = new AtomicBoolean();
            return Flux.fromIterable(parts.stream().sorted().collect(Collectors.toList()))
                    .concatMap(part -> scan(part, thorough, recent, row -> {
                        found.set(true);
                        return each.apply(row);
                    }))
                    .then(Mono.fromSupplier(() -> {
                        if (thorough) {
                            thoroughly = now;
                            pause = found.get() || pause.compareTo(SELDOM) >= 0 ? pause : pause.plus(THOROUGH);
                        }
                        if (found.get()) {
                            pause = THOROUGH;
                        }
                        return found.get();
                    }));
        });
    }

    private Mono<Void> scan(int part, boolean thorough, long recent, Function<DueRow, Mono<Void>> each) {
        return buckets(part).flatMap(buckets -> {
            Instant now = clock.instant();
            long current = DueRow.bucketOf(now);
            long first = thorough || buckets.fresh ? buckets.floor : Math.max(buckets.floor, recent);
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
        if (buckets.floor < buckets.written + FURTHER) {
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
