package io.groat.notifier.queue;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.notifier.message.GroupedWork;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The queue in Cassandra: what is due, by part and time. The column {@code lane} names the bulkhead. */
final class DueStore {

    private static final String ADD = "INSERT INTO due (part, bucket, due_at, id, lane) VALUES (?, ?, ?, ?, ?)";
    private static final String REMOVE = "DELETE FROM due WHERE part = ? AND bucket = ? AND due_at = ? AND id = ?";
    private static final String READ =
            "SELECT due_at, id, lane FROM due WHERE part = ? AND bucket = ? AND due_at <= ? LIMIT 2000";
    private static final String ANY = "SELECT id FROM due WHERE part = ? AND bucket = ? LIMIT 1";
    private static final String FLOOR = "SELECT bucket FROM floors WHERE part = ?";
    private static final String FIRST_FLOOR = "INSERT INTO floors (part, bucket) VALUES (?, ?) IF NOT EXISTS";
    private static final String SET_FLOOR = "UPDATE floors SET bucket = ? WHERE part = ?";

    private final Cassandra cassandra;
    private final GroupedWork<Cql> writes;

    /** @param writes of all places, so that what comes at once goes together */
    public DueStore(Cassandra cassandra, GroupedWork<Cql> writes) {
        this.cassandra = cassandra;
        this.writes = writes;
    }

    Mono<Void> add(DueRow row) {
        return Mono.defer(() -> writes.add(List.of(adding(row))));
    }

    /** The same, to be written with other things. */
    Cql adding(DueRow row) {
        return new Cql(ADD, row.part(), row.bucket(), row.dueAt(), row.id(), row.bulkhead());
    }

    Mono<Void> remove(DueRow row) {
        Cql removal = new Cql(REMOVE, row.part(), row.bucket(), row.dueAt(), row.id());
        return Mono.defer(() -> writes.add(List.of(removal)));
    }

    /** What of a bucket is due by then, in the order of time. */
    Flux<DueRow> due(int part, long bucket, Instant by) {
        return cassandra
                .read(new Cql(READ, part, bucket, by))
                .map(row -> new DueRow(
                        part,
                        bucket,
                        Objects.requireNonNull(row.getInstant("due_at")),
                        Objects.requireNonNull(row.getUuid("id")),
                        Objects.requireNonNull(row.getString("lane"))));
    }

    Mono<Boolean> isEmpty(int part, long bucket) {
        return cassandra.readOne(new Cql(ANY, part, bucket)).map(row -> false).defaultIfEmpty(true);
    }

    /** Says where a part begins, unless that was said before; to be done before anything is put into it. */
    Mono<Void> begin(int part, long bucket) {
        return cassandra.writeIf(new Cql(FIRST_FLOOR, part, bucket)).then();
    }

    /** The first bucket of a part that may hold something; nothing when nothing was ever put into it. */
    Mono<Long> floor(int part) {
        return cassandra.readOne(new Cql(FLOOR, part)).map(row -> row.getLong("bucket"));
    }

    Mono<Void> floor(int part, long bucket) {
        return cassandra.write(new Cql(SET_FLOOR, bucket, part));
    }

    /** Tries again while Cassandra is away. */
    <T> Mono<T> patiently(Mono<T> work) {
        return cassandra.patiently(work);
    }
}
