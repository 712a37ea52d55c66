package io.groat.analytics.aggregate;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Slices and positions in Cassandra. */
public final class AggregateStore {

    private static final String COLUMNS = "start, source, part, first_place, next_place, data";
    private static final String FIND = "SELECT " + COLUMNS + " FROM aggregates"
            + " WHERE generation = ? AND granularity = ? AND period = ? AND start = ? AND source = ? AND part = ?";
    private static final String RANGE = "SELECT " + COLUMNS
            + " FROM aggregates WHERE generation = ? AND granularity = ? AND period = ? AND start >= ? AND start < ?";
    private static final String HEADS = "SELECT start, source, part, next_place"
            + " FROM aggregates WHERE generation = ? AND granularity = ? AND period = ? AND start >= ? AND start < ?";
    private static final String WRITE = "INSERT INTO aggregates (generation, granularity, period, start, source, part,"
            + " first_place, next_place, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?";
    private static final String DELETE =
            "DELETE FROM aggregates WHERE generation = ? AND granularity = ? AND period = ?";

    private static final String POSITION =
            "SELECT next_place, latest FROM positions WHERE generation = ? AND source = ? AND part = ?";
    private static final String WRITE_POSITION =
            "INSERT INTO positions (generation, source, part, next_place, latest) VALUES (?, ?, ?, ?, ?)"
                    + " USING TIMESTAMP ?";

    private static final int AT_ONCE = 32;
    private static final int PERIODS_AT_ONCE = 4;

    /** How far a slice is: the place after the last event in it. */
    public record Head(SliceKey key, long next) {}

    private final Cassandra cassandra;

    public AggregateStore(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** One slice, if it is there. Waits while Cassandra is away. */
    public Mono<Slice> findPatiently(SliceKey key) {
        return cassandra.patiently(find(key));
    }

    /** One slice, if it is there. */
    public Mono<Slice> find(SliceKey key) {
        return cassandra
                .readOne(new Cql(
                        FIND,
                        key.generation(),
                        key.granularity().number(),
                        key.granularity().periodOf(key.start()),
                        key.start(),
                        key.source(),
                        key.part()))
                .map(row -> slice(key.generation(), key.granularity(), row));
    }

    /**
     * All slices of those stretches, period by period.
     *
     * @param from start of the first stretch
     * @param to start of the one after the last
     */
    public Flux<Slice> range(int generation, Granularity granularity, long from, long to) {
        return rows(RANGE, generation, granularity, from, to).map(row -> slice(generation, granularity, row));
    }

    /** How far those slices are, without what is in them. */
    public Flux<Head> heads(int generation, Granularity granularity, long from, long to) {
        return rows(HEADS, generation, granularity, from, to)
                .map(row -> new Head(
                        new SliceKey(
                                generation,
                                granularity,
                                row.getLong("start"),
                                Objects.requireNonNull(row.getString("source")),
                                row.getInt("part")),
                        row.getLong("next_place")));
    }

    private Flux<Row> rows(String text, int generation, Granularity granularity, long from, long to) {
        List<Long> periods = LongStream.rangeClosed(granularity.periodOf(from), granularity.periodOf(to - 1))
                .boxed()
                .toList();
        return Flux.fromIterable(periods)
                .flatMapSequential(
                        period -> cassandra.read(new Cql(text, generation, granularity.number(), period, from, to)),
                        PERIODS_AT_ONCE);
    }

    /** The row that says how far a partition's slices are written; to be written when they are. */
    public static Cql row(int generation, String source, int part, Position position) {
        return new Cql(
                WRITE_POSITION,
                generation,
                source,
                part,
                position.next(),
                wholeMillis(position.latest()),
                position.next() + 1);
    }

    /** The store's times have no more places: it must not be earlier than it was. */
    private static Instant wholeMillis(Instant latest) {
        return latest.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Writes slices. Waits while Cassandra is away. */
    public Mono<Void> write(Collection<Slice> slices) {
        return cassandra.patiently(
                cassandra.writeAll(slices.stream().map(AggregateStore::row).toList(), AT_ONCE));
    }

    /** How far that partition's slices are written. Waits while Cassandra is away. */
    public Mono<Position> position(int generation, String source, int part) {
        return cassandra.patiently(cassandra
                .readOne(new Cql(POSITION, generation, source, part))
                .map(row -> new Position(row.getLong(0), Objects.requireNonNullElse(row.getInstant(1), Instant.EPOCH)))
                .defaultIfEmpty(Position.START));
    }

    /** Forgets a generation. */
    public Mono<Void> delete(int generation, Instant now) {
        List<Cql> deletes = new ArrayList<>();
        for (Granularity granularity : Granularity.values()) {
            long last = granularity.periodOf(granularity.startOf(now));
            long first = granularity.periodOf(granularity.startOf(now.minus(granularity.kept())));
            for (long period = first; period <= last; period++) {
                deletes.add(new Cql(DELETE, generation, granularity.number(), period));
            }
        }
        return cassandra.patiently(cassandra.writeAll(deletes, AT_ONCE));
    }

    /** The row of a slice. */
    public static Cql row(Slice slice) {
        SliceKey key = slice.key();
        Granularity granularity = key.granularity();
        return new Cql(
                WRITE,
                key.generation(),
                granularity.number(),
                granularity.periodOf(key.start()),
                key.start(),
                key.source(),
                key.part(),
                slice.first(),
                slice.next(),
                ByteBuffer.wrap(slice.data()),
                slice.next(),
                Math.toIntExact(granularity.kept().toSeconds()));
    }

    private static Slice slice(int generation, Granularity granularity, Row row) {
        ByteBuffer data = Objects.requireNonNull(row.getByteBuffer("data"));
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return new Slice(
                new SliceKey(
                        generation,
                        granularity,
                        row.getLong("start"),
                        Objects.requireNonNull(row.getString("source")),
                        row.getInt("part")),
                row.getLong("first_place"),
                row.getLong("next_place"),
                bytes);
    }
}
