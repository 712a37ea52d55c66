package io.groat.fraud.state;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.cassandra.GroupedWrites;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** States in Cassandra. Waits while Cassandra is away. */
public final class StateStore {

    private static final String FIND =
            "SELECT key, data FROM states WHERE kind = ? AND source = ? AND bucket = ? AND key IN ?";

    private static final String FIND_ANY =
            "SELECT key FROM states WHERE kind = ? AND source = ? AND bucket IN ? LIMIT 1";

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
    private static final int READ_AT_ONCE = 16;
    private static final int KEYS_A_READ = 64;

    private final Cassandra cassandra;
    private final GroupedWrites together;

    public StateStore(Cassandra cassandra) {
        this.cassandra = cassandra;
        this.together = new GroupedWrites(cassandra, PAUSE);
    }

    /** A key's state as it was last written; empty when nothing is known. */
    public <S extends KeyedState> Mono<S> find(StateKind<S> kind, String source, String key) {
        return find(kind, source, List.of(key), true).mapNotNull(known -> known.get(key));
    }

    /** Whether there are states that have not changed since there were more buckets. */
    Mono<Boolean> hasEarlier(StateKind<?> kind, String source) {
        return cassandra
                .readOne(new Cql(FIND_ANY, kind.name(), source, Bucket.allEarlier()))
                .hasElement();
    }

    /**
     * Those of the keys' states that are known, as they were last written: a bucket's in one read.
     *
     * @param earlier whether those that are not known may stand where they stood when there were more buckets
     */
    <S extends KeyedState> Mono<Map<String, S>> find(
            StateKind<S> kind, String source, Collection<String> keys, boolean earlier) {
        return find(kind, source, keys, Bucket::of).flatMap(known -> {
            List<String> others = earlier
                    ? keys.stream().filter(key -> !known.containsKey(key)).toList()
                    : List.of();
            return others.isEmpty()
                    ? Mono.just(known)
                    : find(kind, source, others, Bucket::earlier).map(found -> {
                        found.putAll(known);
                        return found;
                    });
        });
    }

    private <S extends KeyedState> Mono<Map<String, S>> find(
            StateKind<S> kind, String source, Collection<String> keys, Function<String, Short> bucketOf) {
        return Flux.fromIterable(reads(kind, source, keys, bucketOf))
                .flatMap(cassandra::read, READ_AT_ONCE)
                .collect(
                        HashMap::new,
                        (found, row) -> found.put(
                                String.valueOf(row.getString(0)), kind.of().apply(bytes(row.getByteBuffer(1)))));
    }

    private static List<Cql> reads(
            StateKind<?> kind, String source, Collection<String> keys, Function<String, Short> bucketOf) {
        Map<Short, List<String>> buckets = new HashMap<>();
        keys.forEach(key -> buckets.computeIfAbsent(bucketOf.apply(key), first -> new ArrayList<>())
                .add(key));
        List<Cql> reads = new ArrayList<>();
        buckets.forEach((bucket, all) -> {
            for (int from = 0; from < all.size(); from += KEYS_A_READ) {
                List<String> some = List.copyOf(all.subList(from, Math.min(all.size(), from + KEYS_A_READ)));
                reads.add(new Cql(FIND, kind.name(), source, bucket, some));
            }
        });
        return reads;
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
        return together.write(
                List.of(new Cql(WRITE_CHECKPOINT, kind, source, partition, settled, highest, settled + 1)));
    }

    public Mono<Void> writeBegun(String kind, String source, int partition, long begun) {
        return together.write(List.of(new Cql(WRITE_BEGUN, kind, source, partition, begun, begun + 1)));
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
