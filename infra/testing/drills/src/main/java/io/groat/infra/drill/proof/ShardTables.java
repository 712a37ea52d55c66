package io.groat.infra.drill.proof;

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
            } catch (SQLException e) {
                throw new UnreadableException(shard, e);
            }
        }
        return books;
    }

    /** How many of these users' transfers have not ended, on all shards. */
    public long pending(String userPrefix) {
        return sum("SELECT COUNT(*) FROM transfers WHERE status IN ('PENDING', 'HELD') AND payer_user_id LIKE '"
                + userPrefix + "%'");
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
        String query = """
                SELECT BIN_TO_UUID(id), idempotency_key, payer_user_id, payee_ref, amount, status, reason
                FROM transfers WHERE payer_user_id LIKE ?""";
        try (PreparedStatement statement = streaming(connection, query, userPrefix);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                books.add(new BookedTransfer(
                        shard,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getString(6),
                        row.getString(7)));
            }
        }
    }

    private static void readEntries(Connection connection, String userPrefix, Books books) throws SQLException {
        String query = """
                SELECT BIN_TO_UUID(e.movement_id), a.user_id, e.kind, e.amount, e.seq
                FROM accounts a JOIN ledger_entries e ON e.account_id = a.id WHERE a.user_id LIKE ?""";
        try (PreparedStatement statement = streaming(connection, query, userPrefix);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                books.add(new BookedEntry(
                        row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5)));
            }
        }
    }

    private static void readBalances(Connection connection, String userPrefix, Books books) throws SQLException {
        String query = "SELECT user_id, posted FROM accounts WHERE user_id LIKE ?";
        try (PreparedStatement statement = streaming(connection, query, userPrefix);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                books.addBalance(row.getString(1), row.getLong(2));
            }
        }
    }

    /** Row by row, for there may be millions. */
    private static PreparedStatement streaming(Connection connection, String query, String userPrefix)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        statement.setFetchSize(Integer.MIN_VALUE);
        statement.setString(1, userPrefix + "%");
        return statement;
    }
}
