package io.groat.infra.bench.baseline;

import io.groat.infra.bench.load.Traffic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;

/** What happens on the payee's shard: the money leaves the clearing account and reaches the payee. */
final class PayeeLeg {
    private static final String INSERT_INBOUND = """
            INSERT INTO inbound_transfers (id, payer_shard, payer_account, payer_user_id, payee_account, payee_user_id,
            amount, currency, outcome, reason, created_at, decided_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'CREDITED', NULL, ?, ?)""";

    private PayeeLeg() {}

    /**
     * Credits the payee.
     *
     * @return why the payee can't be paid; empty when the payee was
     */
    static String credit(Connection connection, BaselineTransfer transfer, byte[] clearing) throws SQLException {
        String refusal = Leg.lockPayee(connection, transfer.payee());
        if (!refusal.isEmpty()) {
            return refusal;
        }
        LocalDateTime now = BaselineTransfer.now();
        try (PreparedStatement statement = connection.prepareStatement(INSERT_INBOUND)) {
            statement.setBytes(1, BaselineAccount.bytes(transfer.id()));
            statement.setInt(2, transfer.payer().shard());
            statement.setBytes(3, transfer.payer().key());
            statement.setString(4, transfer.payer().userId());
            statement.setBytes(5, transfer.payee().key());
            statement.setString(6, transfer.payee().userId());
            statement.setLong(7, transfer.amountMinor());
            statement.setString(8, Traffic.CURRENCY);
            statement.setObject(9, transfer.createdAt());
            statement.setObject(10, now);
            statement.executeUpdate();
        }
        Leg.publish(connection, 1, transfer.event("BalanceUpdated", now), now);
        Leg.post(connection, transfer.id(), clearing, transfer.payee().key(), transfer.amountMinor(), now);
        return "";
    }
}
