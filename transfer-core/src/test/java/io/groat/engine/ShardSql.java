package io.groat.engine;

import io.groat.infra.testservers.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A connection to a shard past the engine: to hold rows, to tamper, to look. */
public final class ShardSql implements AutoCloseable {

    private final Connection connection;

    private ShardSql(Connection connection) {
        this.connection = connection;
    }

    public static ShardSql on(TestCluster cluster, int shard) throws SQLException {
        return on(cluster.database(), shard);
    }

    public static ShardSql on(String database, int shard) throws SQLException {
        Connection connection = TestServers.mysqlShards().get(shard).connect();
        connection.setCatalog(database);
        return new ShardSql(connection);
    }

    /** Runs a statement that changes something; gives how many rows. */
    public int run(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** The first column of all rows. */
    public List<Long> numbers(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<Long> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }

    public long number(String sql, Object... values) throws SQLException {
        return numbers(sql, values).get(0);
    }

    /** Opens a transaction that holds the account's row until {@link #letGo}. */
    public ShardSql hold(UUID account) throws SQLException {
        connection.setAutoCommit(false);
        numbers("SELECT posted FROM accounts WHERE id = UUID_TO_BIN(?) FOR UPDATE", account.toString());
        return this;
    }

    public void letGo() throws SQLException {
        connection.rollback();
    }

    /** Transactions open in that database by anyone but this connection, and those waiting for a lock. */
    public long transactionsOf(String database) throws SQLException {
        return number("""
                SELECT COUNT(*) FROM information_schema.innodb_trx t
                JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
                WHERE p.db = ? AND p.id <> CONNECTION_ID()""", database);
    }

    public long lockWaitsOf(String database) throws SQLException {
        return number("""
                SELECT COUNT(*) FROM information_schema.innodb_trx t
                JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
                WHERE p.db = ? AND t.trx_state = 'LOCK WAIT'""", database);
    }

    /** Connections to that database, this one left out. */
    public List<Long> connectionsOf(String database) throws SQLException {
        return numbers(
                "SELECT id FROM information_schema.processlist WHERE db = ? AND id <> CONNECTION_ID()", database);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
