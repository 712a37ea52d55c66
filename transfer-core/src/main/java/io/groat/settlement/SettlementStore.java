package io.groat.settlement;

import static io.groat.db.Rows.findText;
import static io.groat.db.Rows.getLong;
import static io.groat.db.Rows.getText;

import io.groat.db.DbTime;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Settlements of one shard and the rows of their files. */
public final class SettlementStore {

    private static final String SELECT = SettlementRows.TABLE.select();
    private static final String FIND = SELECT + " WHERE id = ?";
    private static final String BY_FILE = SELECT + " WHERE gateway = ? AND sha256 = ?";
    private static final String ADD = SettlementRows.TABLE.insertBound(true);
    private static final String DUE = SELECT + " WHERE work_at <= ? ORDER BY work_at LIMIT ?";
    private static final String LEASE =
            "UPDATE settlements SET work_at = ? WHERE id = ? AND work_at = ? AND status = 'POSTING'";
    private static final String RENEW = "UPDATE settlements SET work_at = ? WHERE id = ? AND status = 'POSTING'";
    private static final String ROWS = SettlementRowRows.TABLE.select() + " WHERE settlement_id = ";
    private static final String SUMS = "SELECT outcome, currency, COUNT(*), CAST(SUM(amount) AS SIGNED),"
            + " CAST(SUM(fee + tax) AS SIGNED) FROM settlement_rows WHERE settlement_id = ?"
            + " GROUP BY outcome, currency ORDER BY outcome, currency";
    private static final String TRANSFERS = "SELECT transfer, currency, COUNT(*), CAST(SUM(amount) AS SIGNED),"
            + " CAST(SUM(fee + tax) AS SIGNED) FROM settlement_rows WHERE settlement_id = ?"
            + " GROUP BY transfer, currency ORDER BY transfer, currency LIMIT ?";

    private final ShardDatabase database;

    public SettlementStore(ShardDatabase database) {
        this.database = database;
    }

    /**
     * Rows of a file that have something in common.
     *
     * @param name what: their outcome, or the bank transfer; null where they have none yet
     * @param costMinor fees and taxes
     */
    public record Sum(@Nullable String name, String currency, long rows, long amountMinor, long costMinor) {

        /** What reached our bank account by them. */
        public long netMinor() {
            return amountMinor - costMinor;
        }
    }

    /** Adds one, or finds the one of that file. */
    public Mono<Settlement> add(Settlement settlement) {
        return database.write(ADD, statement -> SettlementRows.TABLE.bind(statement, settlement))
                .then(database.read(
                        BY_FILE,
                        statement -> statement
                                .bind(0, settlement.gateway())
                                .bind(1, HexFormat.of().parseHex(settlement.sha256())),
                        SettlementRows::read))
                .map(found -> found.get(0));
    }

    /** The settlement of that id; empty when there is none. */
    public Mono<Settlement> find(UUID id) {
        return database.read(FIND, statement -> statement.bind(0, Rows.bytes(id)), SettlementRows::read)
                .flatMapIterable(rows -> rows)
                .next();
    }

    /**
     * A page of settlements, newest first.
     *
     * @param gateway whose; null for all
     * @param before only those with a lower id: where the page before ended
     */
    public Mono<List<Settlement>> page(
            @Nullable String gateway, Settlement.@Nullable Status status, @Nullable UUID before, int limit) {
        SqlText sql = new SqlText(512).raw(SELECT).raw(" WHERE TRUE");
        if (gateway != null) {
            sql.raw(" AND gateway = ").text(gateway);
        }
        if (status != null) {
            sql.raw(" AND status = ").name(status);
        }
        if (before != null) {
            sql.raw(" AND id < ").id(before);
        }
        sql.raw(" ORDER BY id DESC LIMIT ").number(limit);
        return database.read(sql.toString(), statement -> {}, SettlementRows::read);
    }

    /** Writes what has become of one that is in that status; false when it was in another. */
    public Mono<Boolean> change(Settlement next, Settlement.Status from) {
        SqlText sql = new SqlText(512)
                .raw(SettlementRows.TABLE.update(List.of(next)))
                .raw(" WHERE t.status = ")
                .name(from);
        return database.write(sql.toString(), statement -> {}).map(rows -> rows > 0);
    }

    /** Those whose rows are to be worked on, the longest due first. */
    public Mono<List<Settlement>> due(Instant now, int limit) {
        return database.read(
                DUE, statement -> statement.bind(0, DbTime.toDb(now)).bind(1, limit), SettlementRows::read);
    }

    /** Keeps others from working on it until then; false when another was quicker. */
    public Mono<Boolean> lease(Settlement due, Instant until) {
        Instant known = due.workAt() == null ? until : due.workAt();
        return database.write(
                        LEASE,
                        statement -> statement
                                .bind(0, DbTime.toDb(until))
                                .bind(1, Rows.bytes(due.id()))
                                .bind(2, DbTime.toDb(known)))
                .map(rows -> rows > 0);
    }

    /** The same again, or has it worked on from then on. */
    public Mono<Void> renew(UUID id, Instant until) {
        return database.write(
                        RENEW,
                        statement -> statement.bind(0, DbTime.toDb(until)).bind(1, Rows.bytes(id)))
                .then();
    }

    /** Writes rows down; those that are there stay as they are. */
    public Mono<Void> addRows(List<SettlementRow> rows) {
        return database.write(SettlementRowRows.TABLE.insertIgnore(rows), statement -> {})
                .then();
    }

    /** Those that nobody has worked on, from after that line on. */
    public Mono<List<SettlementRow>> unworked(UUID id, int after, int limit) {
        SqlText sql = new SqlText(512).raw(ROWS).id(id).raw(" AND outcome IS NULL");
        return rows(sql, after, limit);
    }

    /**
     * A page of a file's rows, in the order of the file.
     *
     * @param outcome only those; null for all
     * @param after only those of later lines
     */
    public Mono<List<SettlementRow>> page(UUID id, @Nullable Outcome outcome, int after, int limit) {
        SqlText sql = new SqlText(512).raw(ROWS).id(id);
        if (outcome != null) {
            sql.raw(" AND outcome = ").name(outcome);
        }
        return rows(sql, after, limit);
    }

    private Mono<List<SettlementRow>> rows(SqlText sql, int after, int limit) {
        sql.raw(" AND line > ").number(after).raw(" ORDER BY line LIMIT ").number(limit);
        return database.read(sql.toString(), statement -> {}, SettlementRowRows::read);
    }

    /** The row of that line; empty when there is none. */
    public Mono<SettlementRow> row(UUID id, int line) {
        return page(id, null, line - 1, 1)
                .flatMapIterable(rows -> rows)
                .filter(row -> row.line() == line)
                .next();
    }

    /** Writes what has become of rows of one file. */
    public Mono<Void> worked(UUID id, List<SettlementRow> rows) {
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        SqlText sql = new SqlText(rows.size() * 64)
                .raw(SettlementRowRows.TABLE.update(rows))
                .raw(" WHERE t.settlement_id = ")
                .id(id);
        return database.write(sql.toString(), statement -> {}).then();
    }

    /** The rows of a file by outcome and currency. */
    public Mono<List<Sum>> sums(UUID id) {
        return database.read(SUMS, statement -> statement.bind(0, Rows.bytes(id)), SettlementStore::sum);
    }

    /** The rows of a file by the bank transfer that they are part of, and currency: at most so many. */
    public Mono<List<Sum>> transfers(UUID id, int limit) {
        return database.read(
                TRANSFERS, statement -> statement.bind(0, Rows.bytes(id)).bind(1, limit), SettlementStore::sum);
    }

    private static Sum sum(Readable row) {
        return new Sum(findText(row, 0), getText(row, 1), getLong(row, 2), getLong(row, 3), getLong(row, 4));
    }
}
