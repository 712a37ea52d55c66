package io.groat.infra.drill.proof;

import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.OrderKind;
import io.groat.infra.server.mysql.MySqlLogin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Reads the shards' tables past the product, by JDBC. */
public final class ShardTables {
    private final List<MySqlLogin> shards;
    private final String database;

    /** @param shards in the order of their numbers */
    public ShardTables(List<MySqlLogin> shards, String database) {
        this.shards = List.copyOf(shards);
        this.database = database;
    }

    /** So many transfers, of so many minor units. */
    public record Sum(long count, long amountMinor) {}

    /** Tables that could not be read, with the reason. */
    public static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(int shard, SQLException cause) {
            super("Shard " + shard + " can't be read: " + cause.getMessage(), cause);
        }
    }

    /** All that concerns users whose ids begin so; only plain letters, digits and dashes. */
    public Books read(String userPrefix) {
        Books books = new Books();
        for (int shard = 0; shard < shards.size(); shard++) {
            try (Connection connection = shards.get(shard).connect()) {
                connection.setCatalog(database);
                readTransfers(connection, shard, userPrefix, books);
                readEntries(connection, userPrefix, books);
                readBalances(connection, userPrefix, books);
                readHolds(connection, shard, userPrefix, books);
                readIncrements(connection, userPrefix, books);
                readRefunds(connection, userPrefix, books);
            } catch (SQLException e) {
                throw new UnreadableException(shard, e);
            }
        }
        return books;
    }

    /** What is in all wallets of that user, in minor units; only plain letters, digits and dashes. */
    public long posted(String user) {
        return sum("SELECT COALESCE(SUM(posted), 0) FROM accounts WHERE user_id = '" + user + "'");
    }

    /** How many of these users' transfers, and commissions, have not ended, and holds whose time is over, on all shards. */
    public long pending(String userPrefix) {
        return sum("SELECT COUNT(*) FROM transfers WHERE status IN ('PENDING', 'HELD') AND (kind = 'COMMISSION'"
                        + " OR payer_user_id LIKE '" + userPrefix + "%')")
                + sum("SELECT COUNT(*) FROM holds WHERE ended_at IS NULL AND (status = 'UNDER_REVIEW'"
                        + " OR expires_at < UTC_TIMESTAMP(6)) AND payer_user_id LIKE '" + userPrefix + "%'");
    }

    /** How many transfers there are of that status, on all shards, and what they come to in minor units. */
    public Sum transfers(String status) {
        String which = " FROM transfers WHERE status = '" + status + "'";
        return new Sum(sum("SELECT COUNT(*)" + which), sum("SELECT COALESCE(SUM(amount), 0)" + which));
    }

    /** How many events wait for Kafka, on all shards. */
    public long waitingEvents() {
        return sum("SELECT COALESCE(SUM(events), 0) FROM outbox_events");
    }

    private long sum(String query) {
        long sum = 0;
        for (int shard = 0; shard < shards.size(); shard++) {
            try (Connection connection = shards.get(shard).connect()) {
                connection.setCatalog(database);
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(query)) {
                    row.next();
                    sum += row.getLong(1);
                }
            } catch (SQLException e) {
                throw new UnreadableException(shard, e);
            }
        }
        return sum;
    }

    private static void readTransfers(Connection connection, int shard, String userPrefix, Books books)
            throws SQLException {
        // A deposit's payer is a source that all share, and its key has its payee before it; a capture's has the hold.
        String query = """
                SELECT BIN_TO_UUID(id), kind, SUBSTRING_INDEX(idempotency_key, '/', -1), payer_user_id, payee_ref, amount,
                       BIN_TO_UUID(parent_id), status, reason, COALESCE(terms ->> '$.type', 'transfer')
                FROM transfers WHERE payer_user_id LIKE ? OR (kind = 'DEPOSIT' AND payee_user_id LIKE ?)""";
        try (PreparedStatement statement = streaming(connection, query, userPrefix, 2);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                OrderKind kind = OrderKind.valueOf(row.getString(2));
                books.add(new BookedTransfer(
                        shard,
                        row.getString(1),
                        kind,
                        row.getString(3),
                        kind == OrderKind.DEPOSIT ? Order.OUTSIDE : row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10)));
            }
        }
    }

    private static void readEntries(Connection connection, String userPrefix, Books books) throws SQLException {
        String query = """
                SELECT BIN_TO_UUID(e.movement_id), a.user_id, e.kind, e.amount, e.seq
                FROM accounts a JOIN ledger_entries e ON e.account_id = a.id WHERE a.user_id LIKE ?""";
        try (PreparedStatement statement = streaming(connection, query, userPrefix, 1);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                books.add(new BookedEntry(
                        row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5)));
            }
        }
    }

    private static void readBalances(Connection connection, String userPrefix, Books books) throws SQLException {
        String query = "SELECT user_id, posted, held FROM accounts WHERE user_id LIKE ?";
        try (PreparedStatement statement = streaming(connection, query, userPrefix, 1);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                books.addBalance(row.getString(1), row.getLong(2), row.getLong(3));
            }
        }
    }

    private static void readHolds(Connection connection, int shard, String userPrefix, Books books)
            throws SQLException {
        String query = """
                SELECT BIN_TO_UUID(id), idempotency_key, payer_user_id, payee_ref, asked, amount, captured, released,
                       status, expires_at < UTC_TIMESTAMP(6)
                FROM holds WHERE payer_user_id LIKE ?""";
        try (PreparedStatement statement = streaming(connection, query, userPrefix, 1);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                books.add(new BookedHold(
                        shard,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8),
                        row.getString(9),
                        row.getBoolean(10)));
            }
        }
    }

    private static void readIncrements(Connection connection, String userPrefix, Books books) throws SQLException {
        String query = """
                SELECT BIN_TO_UUID(i.hold_id), i.idempotency_key, i.amount
                FROM holds h JOIN hold_increments i ON i.hold_id = h.id WHERE h.payer_user_id LIKE ?""";
        try (PreparedStatement statement = streaming(connection, query, userPrefix, 1);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                books.addIncrement(row.getString(1), row.getString(2), row.getLong(3));
            }
        }
    }

    /** A total stands with the movement's payee, whose refunds are beside it. */
    private static void readRefunds(Connection connection, String userPrefix, Books books) throws SQLException {
        String query = """
                SELECT BIN_TO_UUID(t.movement_id), t.refunded + t.pending
                FROM refund_totals t
                WHERE t.movement_id IN (SELECT parent_id FROM transfers WHERE payer_user_id LIKE ?)""";
        try (PreparedStatement statement = streaming(connection, query, userPrefix, 1);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                books.addRefunded(row.getString(1), row.getLong(2));
            }
        }
    }

    /**
     * Row by row, for there may be millions.
     *
     * @param times how many parameters there are, all the same
     */
    private static PreparedStatement streaming(Connection connection, String query, String userPrefix, int times)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        statement.setFetchSize(Integer.MIN_VALUE);
        for (int i = 1; i <= times; i++) {
            statement.setString(i, userPrefix + "%");
        }
        return statement;
    }
}
