package io.groat.infra.bench.baseline;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Checks the books of the usual design while nothing moves. */
final class BaselineBooks {
    private static final String ENTRIES_SUM = "SELECT COALESCE(SUM(amount), 0) FROM ledger_entries";
    private static final String WRONG_ACCOUNTS = """
            SELECT COUNT(*) FROM accounts a LEFT JOIN (
                SELECT account_id, SUM(amount) AS posted, COUNT(*) AS entries FROM ledger_entries GROUP BY account_id
            ) e ON e.account_id = a.id
            WHERE a.posted <> COALESCE(e.posted, 0) OR a.last_seq <> COALESCE(e.entries, 0)""";
    private static final String UNDER_WAY = "SELECT COUNT(*) FROM transfers WHERE status = 'PENDING'";
    private static final String CLEARING = "SELECT COALESCE(SUM(posted), 0) FROM accounts WHERE kind = 'CLEARING'";
    private static final String COMPLETED = "SELECT COUNT(*) FROM transfers WHERE status = 'COMPLETED'";

    private final Transactions transactions;
    private final int shards;

    BaselineBooks(Transactions transactions, int shards) {
        this.transactions = transactions;
        this.shards = shards;
    }

    /**
     * Whether on each shard all entries sum to zero, every balance is the sum of its entries and nothing is under way,
     * and over all shards the clearing accounts net to nothing.
     */
    boolean balanced() throws SQLException {
        BigDecimal clearing = BigDecimal.ZERO;
        for (int shard = 0; shard < shards; shard++) {
            if (number(shard, ENTRIES_SUM).signum() != 0
                    || number(shard, WRONG_ACCOUNTS).signum() != 0
                    || number(shard, UNDER_WAY).signum() != 0) {
                return false;
            }
            clearing = clearing.add(number(shard, CLEARING));
        }
        return clearing.signum() == 0;
    }

    /** How many transfers have completed. */
    long completed() throws SQLException {
        long sum = 0;
        for (int shard = 0; shard < shards; shard++) {
            sum += number(shard, COMPLETED).longValueExact();
        }
        return sum;
    }

    private BigDecimal number(int shard, String sql) throws SQLException {
        return transactions.run(shard, connection -> number(connection, sql));
    }

    private static BigDecimal number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                throw new SQLException("no row came for " + sql);
            }
            return row.getBigDecimal(1);
        }
    }
}
