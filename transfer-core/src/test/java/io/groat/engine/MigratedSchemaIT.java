package io.groat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.db.ShardSchema;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Most tests run on copies of a migrated schema; they prove nothing unless a copy is the same as what it was made of. */
class MigratedSchemaIT {

    private static final String HISTORY = "flyway_schema_history";
    /** What differs between any two databases, and what the server counts or estimates. */
    private static final Set<String> OF_THE_DATABASE = Set.of(
            "TABLE_SCHEMA",
            "CONSTRAINT_SCHEMA",
            "UNIQUE_CONSTRAINT_SCHEMA",
            "REFERENCED_TABLE_SCHEMA",
            "TRIGGER_SCHEMA",
            "EVENT_OBJECT_SCHEMA",
            "INDEX_SCHEMA",
            "CREATE_TIME",
            "UPDATE_TIME",
            "CREATED",
            "AUTO_INCREMENT",
            "TABLE_ROWS",
            "AVG_ROW_LENGTH",
            "DATA_LENGTH",
            "INDEX_LENGTH",
            "DATA_FREE",
            "CARDINALITY");

    @Test
    void aCopyIsWhatTheMigrationsMake() throws SQLException {
        String migrated = TestCluster.newDatabase();
        String copied = TestCluster.migratedDatabase();
        for (int shard : List.of(0, 3)) {
            MySqlServerHandle server = TestServers.mysqlShards().get(shard);
            assertThat(TestCluster.await(
                            ShardSchema.migrate(TestCluster.addresses(migrated).get(shard))))
                    .isPositive();

            List<String> expected = contents(server, migrated);

            assertThat(expected).anySatisfy(line -> assertThat(line).contains("ledger_entries_no_update"));
            assertThat(contents(server, copied)).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void thereIsNothingToMigrateInACopy() {
        String copied = TestCluster.migratedDatabase();

        assertThat(TestCluster.await(
                        ShardSchema.migrate(TestCluster.addresses(copied).get(1))))
                .isZero();
    }

    /** All that the server knows of a database, and all rows in it. */
    private static List<String> contents(MySqlServerHandle server, String database) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("USE " + database);
            for (String view : List.of(
                    "TABLES.TABLE_SCHEMA",
                    "COLUMNS.TABLE_SCHEMA",
                    "STATISTICS.TABLE_SCHEMA",
                    "TABLE_CONSTRAINTS.TABLE_SCHEMA",
                    "KEY_COLUMN_USAGE.TABLE_SCHEMA",
                    "REFERENTIAL_CONSTRAINTS.CONSTRAINT_SCHEMA",
                    "CHECK_CONSTRAINTS.CONSTRAINT_SCHEMA",
                    "PARTITIONS.TABLE_SCHEMA",
                    "TRIGGERS.TRIGGER_SCHEMA",
                    "ROUTINES.ROUTINE_SCHEMA",
                    "VIEWS.TABLE_SCHEMA")) {
                String name = view.substring(0, view.indexOf('.'));
                lines.addAll(sorted(read(
                        statement,
                        name,
                        "SELECT * FROM information_schema." + name + " WHERE " + view.substring(view.indexOf('.') + 1)
                                + " = DATABASE()")));
            }
            List<String> tables = read(
                    statement, "", "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()");
            for (String table : sorted(tables)) {
                String name = table.substring(table.indexOf('=') + 1).strip();
                lines.addAll(read(statement, name, "SHOW CREATE TABLE " + name));
                // When and how fast each was migrated is the one difference there may be.
                String what = name.equals(HISTORY)
                        ? "installed_rank, version, description, type, script, checksum, installed_by, success"
                        : "*";
                lines.addAll(sorted(read(statement, name, "SELECT " + what + " FROM " + name)));
            }
        }
        return lines;
    }

    private static List<String> read(Statement statement, String of, String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                StringBuilder line = new StringBuilder(of);
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    String name = rows.getMetaData().getColumnLabel(column);
                    if (!OF_THE_DATABASE.contains(name)) {
                        line.append(' ').append(name).append('=').append(rows.getString(column));
                    }
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }
}
