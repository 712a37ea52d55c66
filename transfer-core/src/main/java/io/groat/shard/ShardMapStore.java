package io.groat.shard;

import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/** Which shard a database is, and the shard map as it keeps it. */
public final class ShardMapStore {

    private static final String CLAIM_IDENTITY = "INSERT IGNORE INTO shard_identity (only_row, shard) VALUES (1, ?)";
    private static final String FIND_IDENTITY = "SELECT shard FROM shard_identity";
    private static final String NEWEST_MAP = """
            SELECT version, slot, shard FROM shard_map
            WHERE version = (SELECT MAX(version) FROM shard_map) ORDER BY slot""";

    private final ShardDatabase database;

    public ShardMapStore(ShardDatabase database) {
        this.database = database;
    }

    /**
     * Makes an empty database this shard's, and fails on one that is another's.
     *
     * @throws IllegalStateException (in the Mono) when the database is another shard's
     */
    public Mono<Void> claim() {
        return database.write(CLAIM_IDENTITY, statement -> statement.bind(0, database.shard()))
                .then(database.read(FIND_IDENTITY, statement -> {}, row -> Rows.getInt(row, 0)))
                .flatMap(found -> found.equals(List.of(database.shard()))
                        ? Mono.empty()
                        : Mono.error(new IllegalStateException("the database of " + database.address() + " holds shard "
                                + found.get(0) + ": the configured addresses are mixed up")));
    }

    /** The newest map; empty when there is none yet. */
    public Mono<ShardMap> find() {
        return database.read(
                        NEWEST_MAP,
                        statement -> {},
                        row -> new Row(Rows.getInt(row, 0), Rows.getInt(row, 1), Rows.getInt(row, 2)))
                .filter(rows -> !rows.isEmpty())
                .map(ShardMapStore::toMap);
    }

    /** Writes a map, unless one of that version is there. */
    public Mono<Void> add(ShardMap map) {
        SqlText sql = new SqlText(1 << 16).raw("INSERT IGNORE INTO shard_map (version, slot, shard) VALUES ");
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            sql.raw(slot == 0 ? "(" : ",(")
                    .number(map.version())
                    .comma()
                    .number(slot)
                    .comma();
            sql.number(map.shardOfSlot(slot)).raw(")");
        }
        return database.write(sql.toString(), statement -> {}).then();
    }

    private record Row(int version, int slot, int shard) {}

    private static ShardMap toMap(List<Row> rows) {
        if (!IntStream.range(0, rows.size()).allMatch(slot -> rows.get(slot).slot() == slot)) {
            throw new IllegalStateException(
                    "shard_map lacks a slot of version " + rows.get(0).version());
        }
        return new ShardMap(
                rows.get(0).version(), rows.stream().mapToInt(Row::shard).toArray());
    }
}
