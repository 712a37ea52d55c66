package io.groat.infra.bench.baseline;

import io.groat.infra.bench.load.Traffic;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.UUID;

/**
 * The statements that several legs have in common. The balance of a clearing account is what many transfers want at once,
 * so each leg touches it last: its lock is held for two round trips and the commit.
 */
final class Leg {
    private static final String LOCK =
            "SELECT id, posted, held, status, currency FROM accounts WHERE id = ? FOR UPDATE";

    /** In the order of their ids, as everybody locks them, so that nobody waits for each other. */
    private static final String LOCK_TWO = """
            SELECT id, posted, held, status, currency FROM accounts WHERE id IN (?, ?) ORDER BY id FOR UPDATE""";

    private static final String MOVE = """
            UPDATE accounts SET posted = posted + IF(id = ?, ?, ?), last_seq = last_seq + 1, updated_at = ?
            WHERE id IN (?, ?)""";
    private static final String APPEND_ENTRIES = """
            INSERT INTO ledger_entries (account_id, seq, movement_id, kind, amount, balance_after, at)
            SELECT id, last_seq, ?, 'TRANSFER', IF(id = ?, ?, ?), posted, ? FROM accounts WHERE id IN (?, ?)""";
    private static final String PUBLISH = "INSERT INTO outbox_events (events, payload, created_at) VALUES (?, ?, ?)";

    private Leg() {}

    /** Locks the payee; says why it can't be paid, or nothing when it can. */
    static String lockPayee(Connection connection, BaselineAccount payee) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setBytes(1, payee.key());
            return refusal(statement, 1, new byte[0], 0);
        }
    }

    /** Locks the payer; says why it can't pay, or nothing when it can. */
    static String lockPayer(Connection connection, BaselineTransfer transfer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setBytes(1, transfer.payer().key());
            return refusal(statement, 1, transfer.payer().key(), transfer.amountMinor());
        }
    }

    /** Locks both accounts of a transfer within a shard; says why it can't be, or nothing when it can. */
    static String lockBoth(Connection connection, BaselineTransfer transfer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK_TWO)) {
            statement.setBytes(1, transfer.payer().key());
            statement.setBytes(2, transfer.payee().key());
            return refusal(statement, 2, transfer.payer().key(), transfer.amountMinor());
        }
    }

    private static String refusal(PreparedStatement statement, int accounts, byte[] payer, long spent)
            throws SQLException {
        int found = 0;
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found++;
                boolean pays = Arrays.equals(row.getBytes(1), payer);
                String status = row.getString(4);
                if (!Traffic.CURRENCY.equals(row.getString(5))) {
                    return "CURRENCY_MISMATCH";
                }
                if ("CLOSED".equals(status) || (pays && "FROZEN".equals(status))) {
                    return "ACCOUNT_" + status;
                }
                if (pays && row.getLong(2) - row.getLong(3) < spent) {
                    return "INSUFFICIENT_FUNDS";
                }
            }
        }
        return found == accounts ? "" : "ACCOUNT_NOT_FOUND";
    }

    /** Takes from one account and gives to the other: both balances, then both entries from what they are now. */
    static void post(Connection connection, UUID movement, byte[] from, byte[] to, long amountMinor, LocalDateTime now)
            throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setBytes(1, from);
            move.setLong(2, -amountMinor);
            move.setLong(3, amountMinor);
            move.setObject(4, now);
            move.setBytes(5, from);
            move.setBytes(6, to);
            requireTwo(move.executeUpdate());
        }
        try (PreparedStatement entries = connection.prepareStatement(APPEND_ENTRIES)) {
            entries.setBytes(1, BaselineAccount.bytes(movement));
            entries.setBytes(2, from);
            entries.setLong(3, -amountMinor);
            entries.setLong(4, amountMinor);
            entries.setObject(5, now);
            entries.setBytes(6, from);
            entries.setBytes(7, to);
            requireTwo(entries.executeUpdate());
        }
    }

    /** Writes the events of a leg, one row for all of them. */
    static void publish(Connection connection, int events, String payload, LocalDateTime now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PUBLISH)) {
            statement.setInt(1, events);
            statement.setBytes(2, payload.getBytes(StandardCharsets.UTF_8));
            statement.setObject(3, now);
            statement.executeUpdate();
        }
    }

    private static void requireTwo(int rows) throws SQLException {
        if (rows != 2) {
            throw new SQLException("a posting needs two accounts and found " + rows);
        }
    }
}
