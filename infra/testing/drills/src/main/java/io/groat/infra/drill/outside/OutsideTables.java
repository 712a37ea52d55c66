package io.groat.infra.drill.outside;

import io.groat.infra.server.mysql.MySqlLogin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/** Reads what the shards' tables say of money from outside past the product, by JDBC. */
final class OutsideTables {
    private final List<MySqlLogin> shards;
    private final String database;
    private final String run;

    /** @param run what the users' ids begin with: only plain letters, digits and dashes */
    OutsideTables(List<MySqlLogin> shards, String database, String run) {
        this.shards = List.copyOf(shards);
        this.database = database;
        this.run = run;
    }

    /** Tables that could not be read, with the reason. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(int shard, SQLException cause) {
            super("Shard " + shard + " can't be read: " + cause.getMessage(), cause);
        }
    }

    /**
     * All of it.
     *
     * @throws UnreadableException when a shard does not answer
     */
    OutsideBooks read() {
        OutsideBooks books = new OutsideBooks();
        for (int shard = 0; shard < shards.size(); shard++) {
            try (Connection connection = shards.get(shard).connect()) {
                connection.setCatalog(database);
                in(connection, books);
                out(connection, books);
                accounts(connection, books);
            } catch (SQLException e) {
                throw new UnreadableException(shard, e);
            }
        }
        return books;
    }

    private static void in(Connection connection, OutsideBooks books) throws SQLException {
        each(
                connection,
                "SELECT BIN_TO_UUID(id), payee_user_id FROM orders",
                row -> books.addOrder(row.getString(1), row.getString(2)));
        each(
                connection,
                "SELECT gateway, payment_id, BIN_TO_UUID(order_id), amount, purpose = 'SUSPENSE', movement_id IS NOT NULL"
                        + " FROM gateway_payments",
                row -> books.add(new OutsideBooks.Taken(
                        provider(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getBoolean(5),
                        row.getBoolean(6))));
        // A payment's movement has a key that ends in the order's id and the payment's.
        each(
                connection,
                """
                SELECT SUBSTRING(payer_user_id, 9), SUBSTRING_INDEX(idempotency_key, '/', -1), BIN_TO_UUID(id), amount,
                       payee_user_id = 'funding:suspense' OR idempotency_key LIKE '%suspense/%'
                FROM transfers WHERE status = 'COMPLETED' AND payer_user_id IN ('funding:razorpay', 'funding:stripe')
                AND (idempotency_key LIKE '%order/%/%' OR idempotency_key LIKE '%suspense/%/%')""",
                row -> books.add(new OutsideBooks.Credit(
                        provider(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getBoolean(5))));
        each(
                connection,
                "SELECT COUNT(*) FROM gateway_events WHERE try_at IS NOT NULL",
                row -> books.addWaitingEvents(row.getLong(1)));
        each(
                connection,
                "SELECT subject FROM money_cases WHERE kind = 'SUSPENSE'",
                row -> books.addCase(row.getString(1)));
    }

    private void out(Connection connection, OutsideBooks books) throws SQLException {
        each(
                connection,
                "SELECT gateway, BIN_TO_UUID(id), provider_id, payer_user_id, amount, order_id IS NOT NULL, status,"
                        + " BIN_TO_UUID(movement_id) FROM payouts",
                row -> books.add(new OutsideBooks.Out(
                        provider(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getBoolean(6),
                        row.getString(7),
                        row.getString(8))));
        each(
                connection,
                "SELECT BIN_TO_UUID(id), payer_user_id, amount FROM transfers WHERE status = 'COMPLETED'"
                        + " AND kind = 'WITHDRAWAL' AND payer_user_id LIKE '" + run + "%'",
                row -> books.add(new OutsideBooks.Withdrawal(row.getString(1), row.getString(2), row.getLong(3))));
        each(
                connection,
                "SELECT gateway, provider_id, payee_user_id, status, taken_from, taken FROM disputes",
                row -> books.add(new OutsideBooks.Disputed(
                        provider(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6))));
    }

    private void accounts(Connection connection, OutsideBooks books) throws SQLException {
        each(
                connection,
                "SELECT user_id, posted, held FROM accounts WHERE user_id LIKE '" + run + "%'",
                row -> books.addWallet(row.getString(1), row.getLong(2), row.getLong(3)));
        each(
                connection,
                "SELECT SUBSTRING(type, 9), currency, posted FROM accounts WHERE kind = 'FUNDING'"
                        + " AND type LIKE 'funding:%'",
                row -> books.addSource(row.getString(1), row.getString(2), row.getLong(3)));
    }

    private static Provider provider(String gateway) {
        return Provider.valueOf(gateway.toUpperCase(Locale.ROOT));
    }

    private interface Taker {
        void take(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String query, Taker taker) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                taker.take(rows);
            }
        }
    }
}
