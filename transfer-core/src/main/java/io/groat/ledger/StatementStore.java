package io.groat.ledger;

import io.groat.db.DbTime;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.transfer.TransferKind;
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
     * @param kind of the movement; null where it is no transfer's
     * @param counterparty the other user, a source, or "funding"; null when not known yet
     */
    public record Line(
            Entry entry,
            @Nullable TransferKind kind,
            @Nullable String counterparty) {}

    private static final String PAGE = "SELECT " + EntryRows.TABLE.columnsOf("e") + """
            ,
              CASE WHEN e.kind = 'OPENING' THEN 'funding'
                   WHEN e.amount < 0 OR e.kind = 'RETURN' THEN COALESCE(t.payee_user_id, t.payee_ref)
                   ELSE COALESCE(i.payer_user_id, t.payer_user_id) END AS counterparty,
              COALESCE(i.kind, t.kind) AS movement_kind
            FROM ledger_entries e
            LEFT JOIN transfers t ON t.id = e.movement_id
            LEFT JOIN inbound_transfers i ON i.id = e.movement_id
            WHERE e.account_id = ? AND e.seq BETWEEN ? AND ? ORDER BY e.seq DESC LIMIT ?""";

    private static final String BY_SEQ = EntryRows.TABLE.select() + " WHERE account_id = ? AND seq = ?";

    private static final String HELD =
            HeldRows.TABLE.select() + " WHERE account_id = ? AND at <= ? ORDER BY at DESC LIMIT 1";

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
                row -> new Line(
                        EntryRows.read(row),
                        kind(row.get("movement_kind", String.class)),
                        row.get("counterparty", String.class)));
    }

    private static @Nullable TransferKind kind(@Nullable String name) {
        return name == null ? null : TransferKind.of(name);
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

    /** How much the account had held at that time, in minor units. */
    public Mono<Long> heldAt(UUID account, Instant time) {
        return database.read(
                        HELD,
                        statement -> statement.bind(0, Rows.bytes(account)).bind(1, DbTime.toDb(time)),
                        HeldRows::read)
                .map(found -> found.isEmpty() ? 0 : found.get(0).heldMinor());
    }

    private Mono<Point> search(UUID account, long low, long high, Instant time, Point best) {
        if (low > high) {
            return Mono.just(best);
        }
        long middle = low + (high - low) / 2;
        return database.read(
                        BY_SEQ,
                        statement -> statement.bind(0, Rows.bytes(account)).bind(1, middle),
                        EntryRows::read)
                .map(found -> found.get(0))
                .flatMap(found -> found.at().isAfter(time)
                        ? search(account, low, middle - 1, time, best)
                        : search(account, middle + 1, high, time, new Point(found.seq(), found.balanceAfterMinor())));
    }
}
