package io.groat.fraud.pipeline;

import io.groat.fraud.fact.Fact;
import io.groat.fraud.payee.PayeeState;
import io.groat.fraud.state.Checkpoint;
import io.groat.fraud.state.StateStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * How far one partition of the facts has got: what each source has sent so far, up to where all is settled, and up to
 * where results may have gone out.
 */
final class PartitionProgress {

    private static final String KIND = PayeeState.KIND.name();

    /**
     * So far ahead it is noted that results may go out, so that it need not be noted for each batch; after a crash so many
     * are looked up whether they have.
     */
    private static final long AHEAD = 2_000;

    private static final long WRITE_EVERY_NANOS = 5_000_000_000L;

    /** @param highest what each source had sent before that offset */
    record Boundary(long offset, Map<Integer, Long> highest) {}

    private final StateStore store;
    private final String source;
    private final int partition;
    private final Mono<Void> before;
    private final Mono<Checkpoint> opened;
    private final Map<Integer, Long> highest = new HashMap<>();
    private final Deque<Boundary> boundaries = new ArrayDeque<>();
    private long settled;
    private long begun;
    private long end;
    private long writtenNanos = System.nanoTime();

    /** @param before what has to be written before it is noted that something is settled */
    PartitionProgress(StateStore store, String source, int partition, Mono<Void> before) {
        this.store = store;
        this.source = source;
        this.partition = partition;
        this.before = before;
        this.opened =
                store.checkpoint(KIND, source, partition).doOnNext(this::begin).cache();
    }

    private void begin(Checkpoint found) {
        settled = found.settled();
        begun = found.begun();
        highest.putAll(found.highest());
    }

    /** Where it stood when this process got the partition. */
    Mono<Checkpoint> open() {
        return opened;
    }

    /** Whether the fact is told for the first time; it counts as told from then on. */
    boolean isNew(Fact fact) {
        long place = fact.sourceOffset() * 2 + (fact instanceof Fact.In ? 0 : 1);
        Long before = highest.get(fact.sourcePartition());
        if (before != null && place <= before) {
            return false;
        }
        highest.put(fact.sourcePartition(), place);
        return true;
    }

    /** Notes that results up to there may go out, before they do. */
    Mono<Void> begin(long upTo) {
        if (upTo <= begun) {
            return Mono.empty();
        }
        long next = upTo + AHEAD;
        return store.writeBegun(KIND, source, partition, next).doOnSuccess(done -> begun = next);
    }

    /** A batch that ends before that offset has been taken; from here on it is as its sources had got then. */
    Boundary boundary(long offset) {
        return new Boundary(offset, Map.copyOf(highest));
    }

    /** All that lies before the boundary has had its effect. */
    void reached(Boundary boundary) {
        end = boundary.offset();
        boundaries.addLast(boundary);
    }

    /** @param written by what was handled, the first fact that no written state holds */
    Mono<Void> settleSometimes(LongUnaryOperator written) {
        return System.nanoTime() - writtenNanos < WRITE_EVERY_NANOS ? Mono.empty() : settle(written);
    }

    /** @param written as above */
    Mono<Void> settle(LongUnaryOperator written) {
        return boundaries.isEmpty() ? Mono.empty() : write(written.applyAsLong(end));
    }

    /** Up to where nothing has to come again. */
    long settled() {
        return settled;
    }

    private Mono<Void> write(long written) {
        Boundary last = null;
        while (!boundaries.isEmpty() && boundaries.getFirst().offset() <= written) {
            last = boundaries.removeFirst();
        }
        return last == null ? Mono.empty() : write(last);
    }

    private Mono<Void> write(@Nullable Boundary boundary) {
        if (boundary == null) {
            return Mono.empty();
        }
        writtenNanos = System.nanoTime();
        return before.then(Mono.defer(
                        () -> store.writeCheckpoint(KIND, source, partition, boundary.offset(), boundary.highest())))
                .doOnSuccess(done -> settled = boundary.offset());
    }
}
