package io.groat.ledger;

import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads the entries of accounts on one shard. */
public final class StatementStore {

    /**
     * An entry with the other side of its movement.
     *
     * @param counterparty the other user, or "funding"; null when not known yet
     */
    public record Line(Entry entry, @Nullable String counterparty) {}

    private static final String PAGE = """
            SELECT e.seq, e.movement_id, e.kind, e.amount, e.balance_after, e.at,
              CASE WHEN e.kind = 'OPENING' THEN 'funding'
                   WHEN e.amount < 0 OR e.kind = 'RETURN' THEN COALESCE(t.payee_user_id, t.payee_ref)
                   ELSE COALESCE(i.payer_user_id, t.payer_user_id) END
            FROM ledger_entries e
            LEFT JOIN transfers t ON t.id = e.movement_id
            LEFT JOIN inbound_transfers i ON i.id = e.movement_id
            WHERE e.account_id = ? AND e.seq BETWEEN ? AND ? ORDER BY e.seq DESC LIMIT ?""";

    private static final String AT_OR_BEFORE_SEQ =
            "SELECT seq, balance_after, at FROM ledger_entries WHERE account_id = ? AND seq = ?";

    private final ShardDatabase database;

    public StatementStore(ShardDatabase database) {
        this.database = database;
    }

    /**
     * Entries with sequence numbers in {@code fromSeq … toSeq}, newest first.
     *
     * @param limit most entries given
     */
    public Mono<List<Line>> page(UUID account, long fromSeq, long toSeq, int limit) {
        return database.read(
                PAGE,
                statement -> statement
                        .bind(0, Rows.bytes(account))
                        .bind(1, fromSeq)
                        .bind(2, toSeq)
                        .bind(3, limit),
                row -> line(account, row));
    }

    /** An account's newest entry at or before a time: its number and the balance after it, zeros when none. */
    public record Point(long seq, long balanceAfterMinor) {
        static final Point BEFORE_ALL = new Point(0, 0);
    }

    /**
     * The newest entry at or before that time. An account's entries never run backwards in time, so a binary
     * search finds it in a few point reads, however long the history.
     *
     * @param lastSeq the account's newest entry
     */
    public Mono<Point> lastAt(UUID account, long lastSeq, Instant time) {
        return search(account, 1, lastSeq, time, Point.BEFORE_ALL);
    }

    private Mono<Point> search(UUID account, long low, long high, Instant time, Point best) {
        if (low > high) {
            return Mono.just(best);
        }
        long middle = low + (high - low) / 2;
        return database.read(
                        AT_OR_BEFORE_SEQ,
                        statement -> statement.bind(0, Rows.bytes(account)).bind(1, middle),
                        row -> new Timed(new Point(Rows.getLong(row, 0), Rows.getLong(row, 1)), Rows.getTime(row, 2)))
                .map(found -> found.get(0))
                .flatMap(found -> found.at().isAfter(time)
                        ? search(account, low, middle - 1, time, best)
                        : search(account, middle + 1, high, time, found.point()));
    }

    private record Timed(Point point, Instant at) {}

    private static Line line(UUID account, Readable row) {
        return new Line(
                new Entry(
                        account,
                        Rows.getLong(row, 0),
                        Rows.getId(row, 1),
                        EntryKind.valueOf(Rows.getText(row, 2)),
                        Rows.getLong(row, 3),
                        Rows.getLong(row, 4),
                        Rows.getTime(row, 5)),
                Rows.findText(row, 6));
    }
}
