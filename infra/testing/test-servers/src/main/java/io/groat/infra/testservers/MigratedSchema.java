package io.groat.infra.testservers;

import io.groat.infra.server.ServerException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A schema that is migrated once a test JVM, into a database nobody uses, and copied from there: a copy takes a third of
 * what the migrations take. The history of the migrations is copied with it, so whoever migrates a copy finds nothing to
 * do. Tests that are about migrations begin with an empty database instead.
 */
public final class MigratedSchema {

    /** Brings an empty database up to date, and returns when that is done. */
    @FunctionalInterface
    public interface Migration {
        void migrate(MySqlServerHandle server, String database);
    }

    private final String template;
    private final Migration migration;
    private @Nullable List<String> statements;

    /**
     * @param template the name of the database that is migrated
     */
    public MigratedSchema(String template, Migration migration) {
        this.template = template;
        this.migration = migration;
    }

    /**
     * Makes a database of that name on each of these servers. Nobody may migrate it meanwhile.
     *
     * @throws ServerException where there is one already
     */
    public void createDatabase(List<MySqlServerHandle> servers, String database) {
        if (servers.isEmpty()) {
            return;
        }
        List<String> all = statements(servers.get(0));
        List<CompletableFuture<Void>> copies = servers.stream()
                .map(server -> CompletableFuture.runAsync(() -> copy(server, database, all), TestServers::inNewThread))
                .toList();
        try {
            copies.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private synchronized List<String> statements(MySqlServerHandle server) {
        List<String> known = statements;
        if (known == null) {
            server.createDatabase(template);
            migration.migrate(server, template);
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("USE `" + template + "`");
                known = read(statement);
            } catch (SQLException e) {
                throw new ServerException("Could not read the schema of " + template + ": " + e.getMessage(), e);
            }
            statements = known;
        }
        return known;
    }

    private static void copy(MySqlServerHandle server, String database, List<String> statements) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE `" + database + "`");
            statement.execute("USE `" + database + "`");
            // Tables come in the order of their names, whichever refers to which.
            statement.execute("SET SESSION foreign_key_checks = 0");
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new ServerException("Could not copy a schema to " + database + ": " + e.getMessage(), e);
        }
    }

    /** All that makes the connection's database again: tables, rows, and at last triggers, which may forbid rows. */
    private static List<String> read(Statement statement) throws SQLException {
        List<String> tables = texts(statement, 1, "SHOW FULL TABLES WHERE table_type = 'BASE TABLE'");
        List<String> all = new ArrayList<>();
        for (String table : tables) {
            all.addAll(texts(statement, 2, "SHOW CREATE TABLE `" + table + "`"));
        }
        for (String table : tables) {
            all.addAll(rows(statement, table));
        }
        for (String trigger : texts(statement, 1, "SHOW TRIGGERS")) {
            all.addAll(texts(statement, 3, "SHOW CREATE TRIGGER `" + trigger + "`"));
        }
        return List.copyOf(all);
    }

    private static List<String> texts(Statement statement, int column, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(column));
            }
        }
        return found;
    }

    private static List<String> rows(Statement statement, String table) throws SQLException {
        List<String> inserts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT * FROM `" + table + "`")) {
            ResultSetMetaData columns = rows.getMetaData();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns.getColumnCount(); column++) {
                    values.add(literal(rows, column, columns.getColumnType(column)));
                }
                inserts.add("INSERT INTO `" + table + "` VALUES (" + String.join(", ", values) + ")");
            }
        }
        return inserts;
    }

    private static String literal(ResultSet rows, int column, int type) throws SQLException {
        boolean bytes = type == Types.BINARY || type == Types.VARBINARY || type == Types.LONGVARBINARY;
        String value = bytes ? hex(rows.getBytes(column)) : rows.getString(column);
        if (value == null) {
            return "NULL";
        }
        return bytes ? value : "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static @Nullable String hex(byte @Nullable [] bytes) {
        return bytes == null ? null : "X'" + HexFormat.of().formatHex(bytes) + "'";
    }
}
