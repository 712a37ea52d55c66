package io.groat.infra.bench.baseline;

import io.groat.infra.bench.load.Traffic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** What happens on the payer's shard: the first leg, the last one, and a transfer that needs no other shard. */
final class PayerLegs {
    static final String PENDING = "PENDING";
    static final String COMPLETED = "COMPLETED";
    static final String FAILED = "FAILED";

    private static final String INSERT_TRANSFER = """
            INSERT INTO transfers (id, idempotency_key, payer_user_id, payer_account, payee_user_id, payee_account,
            payer_shard, payee_shard, amount, currency, status, reason, created_at, completed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String COMPLETE =
            "UPDATE transfers SET status = 'COMPLETED', completed_at = ? WHERE id = ? AND status = 'PENDING'";
    private static final String FIND = "SELECT status FROM transfers WHERE payer_user_id = ? AND idempotency_key = ?";

    private PayerLegs() {}

    /** Debits the payer in favour of a clearing account; the transfer is then PENDING, or FAILED. */
    static String initiate(Connection connection, BaselineTransfer transfer, byte[] clearing) throws SQLException {
        String refusal = Leg.lockPayer(connection, transfer);
        if (!refusal.isEmpty()) {
            return fail(connection, transfer, refusal);
        }
        LocalDateTime now = BaselineTransfer.now();
        insert(connection, transfer, PENDING, null, null);
        Leg.publish(
                connection, 2, transfer.event("PaymentInitiated", now) + transfer.event("BalanceUpdated", now), now);
        Leg.post(connection, transfer.id(), transfer.payer().key(), clearing, transfer.amountMinor(), now);
        return PENDING;
    }

    /** The whole of a transfer between accounts of one shard. */
    static String transferWithin(Connection connection, BaselineTransfer transfer) throws SQLException {
        String refusal = Leg.lockBoth(connection, transfer);
        if (!refusal.isEmpty()) {
            return fail(connection, transfer, refusal);
        }
        LocalDateTime now = BaselineTransfer.now();
        insert(connection, transfer, COMPLETED, null, now);
        String events = transfer.event("PaymentInitiated", now)
                + transfer.event("PaymentCompleted", now)
                + transfer.event("BalanceUpdated", now)
                + transfer.event("BalanceUpdated", now);
        Leg.publish(connection, 4, events, now);
        Leg.post(
                connection,
                transfer.id(),
                transfer.payer().key(),
                transfer.payee().key(),
                transfer.amountMinor(),
                now);
        return COMPLETED;
    }

    /** Writes down that the payee has the money. */
    static String settle(Connection connection, BaselineTransfer transfer) throws SQLException {
        LocalDateTime now = BaselineTransfer.now();
        try (PreparedStatement statement = connection.prepareStatement(COMPLETE)) {
            statement.setObject(1, now);
            statement.setBytes(2, BaselineAccount.bytes(transfer.id()));
            if (statement.executeUpdate() == 1) {
                Leg.publish(connection, 1, transfer.event("PaymentCompleted", now), now);
            }
        }
        return COMPLETED;
    }

    /** How the transfer stands that an earlier request made with the same key. */
    static String replay(Connection connection, BaselineTransfer transfer) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, transfer.payer().userId());
            statement.setString(2, transfer.key());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("a key is taken and has no transfer: " + transfer.key());
                }
                return row.getString(1);
            }
        }
    }

    private static String fail(Connection connection, BaselineTransfer transfer, String refusal) throws SQLException {
        LocalDateTime now = BaselineTransfer.now();
        insert(connection, transfer, FAILED, refusal, now);
        Leg.publish(connection, 2, transfer.event("PaymentInitiated", now) + transfer.event("PaymentFailed", now), now);
        return FAILED;
    }

    private static void insert(
            Connection connection,
            BaselineTransfer transfer,
            String status,
            @Nullable String reason,
            @Nullable LocalDateTime completedAt)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT_TRANSFER)) {
            statement.setBytes(1, BaselineAccount.bytes(transfer.id()));
            statement.setString(2, transfer.key());
            statement.setString(3, transfer.payer().userId());
            statement.setBytes(4, transfer.payer().key());
            statement.setString(5, transfer.payee().userId());
            statement.setBytes(6, transfer.payee().key());
            statement.setInt(7, transfer.payer().shard());
            statement.setInt(8, transfer.payee().shard());
            statement.setLong(9, transfer.amountMinor());
            statement.setString(10, Traffic.CURRENCY);
            statement.setString(11, status);
            statement.setString(12, reason);
            statement.setObject(13, transfer.createdAt());
            statement.setObject(14, completedAt);
            statement.executeUpdate();
        }
    }
}
