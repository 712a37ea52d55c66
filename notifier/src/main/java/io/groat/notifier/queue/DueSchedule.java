package io.groat.notifier.queue;

import io.groat.cassandra.Cql;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** The places of messages in the queue, and when to poll for them: the owner, where it is this process, is there in time. */
final class DueSchedule {

    private final DueStore store;
    private final PollSchedule times;

    DueSchedule(DueStore store, PollSchedule times) {
        this.store = store;
        this.times = times;
    }

    Mono<Void> add(DueRow row) {
        return store.add(row).then(Mono.fromRunnable(() -> expect(row)));
    }

    /** The same, to be written with other things; {@link #expect} comes after that. */
    Cql adding(DueRow row) {
        return store.adding(row);
    }

    /** It is stored and this process has not begun it. */
    void expect(DueRow row) {
        times.expect(row.dueAt());
    }

    /** The new place comes first: a crash between leaves two, and never none. */
    Mono<Void> move(DueRow row, Instant to) {
        DueRow moved = new DueRow(row.part(), DueRow.bucketOf(to), to, row.id(), row.bulkhead());
        return add(moved).then(remove(row));
    }

    Mono<Void> remove(DueRow row) {
        return store.remove(row);
    }

    /** Tries again while Cassandra is away. */
    <T> Mono<T> patiently(Mono<T> work) {
        return store.patiently(work);
    }
}
