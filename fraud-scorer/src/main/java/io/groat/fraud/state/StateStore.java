package io.groat.fraud.state;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.cassandra.GroupedWrites;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** States in Cassandra. Waits while Cassandra is away. */
public final class StateStore {

    private static final String FIND =
            "SELECT data FROM states WHERE kind = ? AND source = ? AND bucket = ? AND key = ?";

    /** What is written later of an earlier offset changes nothing: the offset is the time of the write. */
    private static final String WRITE = "INSERT INTO states (kind, source, bucket, key, next_offset, data)"
            + " VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";

    private static final String FIND_CHECKPOINT =
            "SELECT settled, highest, begun FROM checkpoints WHERE kind = ? AND source = ? AND part = ?";
    private static final String WRITE_CHECKPOINT = "INSERT INTO checkpoints (kind, source, part, settled, highest)"
            + " VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?";
    private static final String WRITE_BEGUN =
            "INSERT INTO checkpoints (kind, source, part, begun) VALUES (?, ?, ?, ?) USING TIMESTAMP ?";
    private static final Duration PAUSE = Duration.ofMillis(3);

    private final Cassandra cassandra;
    private final GroupedWrites together;

    public StateStore(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.together = new GroupedWrites(cassandra, PAUSE);
    }

    /** The state as it was last written; empty when nothing is known. */
    public <S extends KeyedState> Mono<S> find(StateKind<S> kind, String source, String key) {
        return cassandra
                .readOne(new Cql(FIND, kind.name(), source, Bucket.of(key), key))
                .map(row -> kind.of().apply(bytes(row.getByteBuffer(0))));
    }

    <S extends KeyedState> Cql write(StateKind<S> kind, String source, String key, S state) {
        return new Cql(
                WRITE,
                kind.name(),
                source,
                Bucket.of(key),
                key,
                state.nextOffset(),
                ByteBuffer.wrap(state.bytes()),
                state.nextOffset() + 1);
    }

    Mono<Void> writeAll(List<Cql> writes) {
        return together.write(writes);
    }

    <T> Mono<T> patiently(Mono<T> work) {
        return cassandra.patiently(work);
    }

    public Mono<Checkpoint> checkpoint(String kind, String source, int partition) {
        return cassandra.patiently(cassandra
                .readOne(new Cql(FIND_CHECKPOINT, kind, source, partition))
                .map(StateStore::checkpoint)
                .defaultIfEmpty(Checkpoint.START));
    }

    public Mono<Void> writeCheckpoint(
            String kind, String source, int partition, long settled, Map<Integer, Long> highest) {
        return cassandra.patiently(
                cassandra.write(new Cql(WRITE_CHECKPOINT, kind, source, partition, settled, highest, settled + 1)));
    }

    public Mono<Void> writeBegun(String kind, String source, int partition, long begun) {
        return cassandra.patiently(cassandra.write(new Cql(WRITE_BEGUN, kind, source, partition, begun, begun + 1)));
    }

    private static Checkpoint checkpoint(Row row) {
        Map<Integer, Long> highest = row.getMap("highest", Integer.class, Long.class);
        return new Checkpoint(
                row.getLong("settled"), highest == null ? Map.of() : new HashMap<>(highest), row.getLong("begun"));
    }

    private static byte[] bytes(@Nullable ByteBuffer data) {
        if (data == null) {
            throw new IllegalStateException("a state without data");
        }
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return bytes;
    }
}
