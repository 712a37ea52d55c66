package io.groat.db;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.TestServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;

/** During an update both releases work on the new schema: a migration leaves the one before all that it needs. */
class MigrationsIT {

    /** A table's columns, and whether a row can be written that says nothing of them. */
    private record Columns(Map<String, Boolean> mayBeLeftOut) {}

    private final MySqlServerHandle server = TestServers.mysqlShards().get(0);
    private final String database = "migrations_" + ProcessHandle.current().pid();

    @Test
    void theReleaseBeforeReadsAndWritesOnTheNewSchema() throws SQLException {
        server.createDatabase(database);
        Map<String, Columns> before = Map.of();
        for (MigrationInfo step : Arrays.asList(flyway("latest").info().all())) {
            flyway(step.getVersion().getVersion()).migrate();
            Map<String, Columns> after = schema();
            String script = step.getScript();
            assertThat(after.keySet()).as("tables after %s", script).containsAll(before.keySet());
            before.forEach((table, old) -> {
                Map<String, Boolean> now = requireNonNull(after.get(table)).mayBeLeftOut();
                assertThat(now.keySet())
                        .as("columns of %s after %s", table, script)
                        .containsAll(old.mayBeLeftOut().keySet());
                now.forEach((column, optional) -> assertThat(
                                optional || old.mayBeLeftOut().containsKey(column))
                        .as("%s.%s of %s has a default or may be null", table, column, script)
                        .isTrue());
            });
            before = after;
        }
        assertThat(before).containsKey("transfers");
    }

    private Flyway flyway(String target) {
        return Flyway.configure()
                .dataSource(
                        ShardAddress.of(0, server.host(), server.port(), database, server.user(), server.password())
                                .jdbcUrl(),
                        server.user(),
                        server.password())
                .locations("classpath:db/shard")
                .target(target)
                .load();
    }

    private Map<String, Columns> schema() throws SQLException {
        Map<String, Columns> tables = new TreeMap<>();
        try (Connection connection = server.connect();
                PreparedStatement columns = connection.prepareStatement("""
                        SELECT table_name, column_name, is_nullable = 'YES' OR column_default IS NOT NULL
                          OR extra LIKE '%auto_increment%' OR extra LIKE '%GENERATED%'
                        FROM information_schema.columns WHERE table_schema = ?""")) {
            columns.setString(1, database);
            try (ResultSet rows = columns.executeQuery()) {
                while (rows.next()) {
                    tables.computeIfAbsent(rows.getString(1), table -> new Columns(new TreeMap<>()))
                            .mayBeLeftOut()
                            .put(rows.getString(2), rows.getBoolean(3));
                }
            }
        }
        return tables;
    }
}
