package io.groat.infra.server.mysql;

import io.groat.infra.server.ServerException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * How to log in to a MySQL server on the loopback address.
 *
 * @param port where it listens
 * @param user who may do everything, creating databases included
 * @param password of that user
 */
public record MySqlLogin(int port, String user, String password) {
    private static final int PROBE_MILLIS = 2_000;
    private static final int STATEMENT_MILLIS = 30_000;

    /** Whether a login succeeds now. */
    public boolean succeeds() {
        try (Connection connection = connect(PROBE_MILLIS)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** A new connection, to no database. */
    public Connection connect() throws SQLException {
        return connect(STATEMENT_MILLIS);
    }

    /** Creates an empty database; nothing happens when it exists. */
    public void createDatabase(String database) {
        execute("CREATE DATABASE IF NOT EXISTS " + quoted(database));
    }

    /** Deletes a database with all that is in it; nothing happens when there is none. */
    public void dropDatabase(String database) {
        execute("DROP DATABASE IF EXISTS " + quoted(database));
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new ServerException("MySQL on port " + port + " refused " + sql + ": " + e.getMessage(), e);
        }
    }

    private static String quoted(String database) {
        if (!database.matches("[A-Za-z0-9_]{1,64}")) {
            throw new IllegalArgumentException("Not a plain database name: " + database);
        }
        return "`" + database + "`";
    }

    private Connection connect(int answerMillis) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("connectTimeout", "1000");
        properties.setProperty("socketTimeout", Integer.toString(answerMillis));
        return DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port + "/", properties);
    }
}
