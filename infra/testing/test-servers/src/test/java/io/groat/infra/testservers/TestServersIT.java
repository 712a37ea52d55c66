package io.groat.infra.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.infra.server.redis.RedisServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class TestServersIT {
    @Test
    void fourMysqlServersThatKeepWhatWasCommitted() throws SQLException {
        List<MySqlServerHandle> shards = TestServers.mysqlShards();
        assertThat(shards).hasSize(4).extracting(MySqlServerHandle::port).doesNotHaveDuplicates();
        assertThat(TestServers.mysqlShards()).isSameAs(shards);

        MySqlServerHandle shard = shards.get(3);
        shard.createDatabase("kept");
        execute(shard, "CREATE TABLE kept.t (v INT PRIMARY KEY)");
        execute(shard, "INSERT INTO kept.t VALUES (7)");
        int port = shard.port();

        shard.kill();
        assertThat(shard.running()).isFalse();
        shard.start();

        assertThat(shard.port()).isEqualTo(port);
        assertThat(count(shard, "SELECT COUNT(*) FROM kept.t WHERE v = 7")).isEqualTo(1);
        shard.dropDatabase("kept");
        assertThat(count(shard, "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = 'kept'"))
                .isZero();
    }

    @Test
    void mysqlShardsHaveServerIdsOfTheirOwn() throws SQLException {
        List<String> ids = new ArrayList<>();
        for (MySqlServerHandle shard : TestServers.mysqlShards()) {
            ids.add(text(shard, "SELECT @@server_uuid"));
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    /** One for all: what is done to each server is the server's own test, and that of whoever needs it killed. */
    @Test
    void redis() {
        ServerHandle redis = TestServers.redis();
        comesBack(redis, () -> RedisServer.answersOn(redis.port(), ""));
    }

    private static void comesBack(ServerHandle server, BooleanSupplier answers) {
        assertThat(answers.getAsBoolean()).isTrue();

        server.pause();
        // The signal is on its way; a thread that is awake may still answer.
        await().until(() -> !answers.getAsBoolean());
        assertThat(server.running()).isTrue();
        server.resume();
        await().until(answers::getAsBoolean);

        server.kill();
        assertThat(server.running()).isFalse();
        server.start();
        assertThat(answers.getAsBoolean()).isTrue();
    }

    private static void execute(MySqlServerHandle shard, String sql) throws SQLException {
        try (Connection connection = shard.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(MySqlServerHandle shard, String sql) throws SQLException {
        return Integer.parseInt(text(shard, sql));
    }

    private static String text(MySqlServerHandle shard, String sql) throws SQLException {
        try (Connection connection = shard.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
