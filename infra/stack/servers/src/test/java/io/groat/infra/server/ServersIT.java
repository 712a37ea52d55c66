package io.groat.infra.server;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.groat.infra.server.cassandra.CassandraServer;
import io.groat.infra.server.cassandra.CassandraSettings;
import io.groat.infra.server.install.ServerCache;
import io.groat.infra.server.kafka.KafkaServer;
import io.groat.infra.server.kafka.KafkaSettings;
import io.groat.infra.server.mysql.MySqlServer;
import io.groat.infra.server.mysql.MySqlSettings;
import io.groat.infra.server.process.ChildServer;
import io.groat.infra.server.redis.RedisServer;
import io.groat.infra.server.redis.RedisSettings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/** Each real server: start, answer, kill, start again on the same data and port, pause, resume, stop. */
@Timeout(value = 10, unit = MINUTES)
class ServersIT {
    private static final ServerCache CACHE = ServerCache.standard();
    private static final String LONG_LOG = "an earlier line\n".repeat(200_000);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private @Nullable ChildServer started;

    @AfterEach
    void stop() {
        if (started != null) {
            started.kill();
        }
    }

    @Test
    @Execution(CONCURRENT)
    void mysqlKeepsWhatWasCommittedBeforeAKill() throws Exception {
        MySqlServer mysql = new MySqlServer(
                "mysql",
                MySqlSettings.of(folder.resolve("a b"), FreePorts.any(), "groat", "first")
                        .withMemory(64, 64),
                CACHE);
        ChildServer server = lifeCycle(mysql);
        mysql.login().createDatabase("shop");
        execute(mysql, "CREATE TABLE shop.t (v INT PRIMARY KEY)");
        execute(mysql, "INSERT INTO shop.t VALUES (42)");

        server.kill();
        assertThat(mysql.answers()).isFalse();
        server.start();

        assertThat(valueOf(mysql, "SELECT v FROM shop.t")).isEqualTo("42");
        assertThat(folder.resolve("a b").resolve("groat-init.sql")).doesNotExist();
        assertThatItStops(server, mysql);
    }

    @Test
    @Execution(CONCURRENT)
    void mysqlRunsWithTheSettingsThatItsFiguresNeed() throws Exception {
        MySqlServer mysql = new MySqlServer(
                "mysql",
                MySqlSettings.of(folder.resolve("data"), FreePorts.any(), "groat", "first")
                        .withMemory(64, 64)
                        .withBinaryLog(true),
                CACHE);
        start(mysql);

        assertThat(valueOf(mysql, "SELECT @@version")).startsWith("8.0.");
        assertThat(valueOf(mysql, "SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
        assertThat(valueOf(mysql, "SELECT @@sync_binlog")).isEqualTo("1");
        assertThat(valueOf(mysql, "SELECT @@log_bin")).isEqualTo("1");
        assertThat(valueOf(mysql, "SELECT @@global.transaction_isolation")).isEqualTo("READ-COMMITTED");
        assertThat(valueOf(mysql, "SELECT @@global.time_zone")).isEqualTo("+00:00");
        assertThat(valueOf(mysql, "SELECT @@innodb_flush_method")).isEqualTo("O_DIRECT");
        assertThat(valueOf(mysql, "SELECT @@innodb_log_writer_threads")).isEqualTo("0");
    }

    @Test
    @Execution(CONCURRENT)
    void aChangedMysqlPasswordHoldsFromTheNextStart() throws Exception {
        int port = FreePorts.any();
        Path data = folder.resolve("data");
        MySqlSettings settings = MySqlSettings.of(data, port, "groat", "first").withMemory(64, 64);
        start(new MySqlServer("mysql", settings, CACHE)).stop();

        MySqlServer changed = new MySqlServer(
                "mysql", MySqlSettings.of(data, port, "groat", "second").withMemory(64, 64), CACHE);
        start(changed);

        assertThat(changed.answers()).isTrue();
        assertThat(new MySqlServer("mysql", settings, CACHE).answers()).isFalse();
    }

    @Test
    @Execution(CONCURRENT)
    void redisKeepsItsKeys() throws Exception {
        RedisServer redis = new RedisServer(
                "redis", new RedisSettings(folder.resolve("a b"), FreePorts.any(), "secret", 32), CACHE);
        ChildServer server = lifeCycle(redis);
        assertThat(redisSays(redis, "SET k kept")).isEqualTo("+OK\r\n");

        server.kill();
        server.start();

        assertThat(redisSays(redis, "GET k")).isEqualTo("$4\r\nkept\r\n");
        assertThatItStops(server, redis);
    }

    @Test
    @Execution(CONCURRENT)
    void kafkaComesBackOnItsData() throws Exception {
        KafkaServer kafka = new KafkaServer(
                "kafka", new KafkaSettings(folder.resolve("a b"), FreePorts.any(), FreePorts.any(), 256), CACHE);
        ChildServer server = lifeCycle(kafka);
        server.kill();
        Files.writeString(folder.resolve("kafka.log"), LONG_LOG);
        server.start();
        assertThat(kafka.answers()).isTrue();
        assertThatItsLogHasRolled("kafka");
        assertThatItStops(server, kafka);
    }

    @Test
    @Execution(CONCURRENT)
    void cassandraComesBackOnItsData() throws Exception {
        CassandraServer cassandra = new CassandraServer(
                "cassandra",
                new CassandraSettings(folder.resolve("a b"), FreePorts.any(), FreePorts.any(), 512),
                CACHE);
        ChildServer server = lifeCycle(cassandra);
        server.kill();
        Files.writeString(folder.resolve("cassandra.log"), LONG_LOG);
        server.start();
        assertThat(cassandra.answers()).isTrue();
        assertThatItsLogHasRolled("cassandra");
        assertThatItStops(server, cassandra);
    }

    @Test
    @Execution(CONCURRENT)
    void aServerThatDiesWhileStartingShowsTheEndOfItsLog() throws Exception {
        RedisServer first =
                new RedisServer("redis", new RedisSettings(folder.resolve("one"), FreePorts.any(), "", 32), CACHE);
        start(first);
        RedisServer second =
                new RedisServer("redis-2", new RedisSettings(folder.resolve("two"), first.port(), "other", 32), CACHE);
        ChildServer server = new ChildServer(second, folder.resolve("two.log"));

        assertThatThrownBy(server::start)
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("redis-2 ended while starting")
                .hasMessageContaining("two.log")
                .hasMessageContaining("bind");
    }

    private void assertThatItsLogHasRolled(String name) throws IOException {
        assertThat(Files.size(folder.resolve(name + ".log"))).isBetween(1L, 1_000_000L);
        assertThat(Files.size(folder.resolve(name + ".log.1"))).isGreaterThan(2_000_000L);
    }

    /** Starts, pauses, resumes: what must work for every server, beside a stop, or a kill and a start on what it has left. */
    private ChildServer lifeCycle(ServerProgram program) {
        ChildServer server = start(program);
        assertThat(server.running()).isTrue();
        assertThat(program.answers()).isTrue();

        server.pause();
        // A thread that is running when the signal comes may answer once more.
        assertThat(Poll.until(Duration.ofSeconds(10), () -> !program.answers())).isTrue();
        server.resume();
        assertThat(Poll.until(Duration.ofSeconds(10), program::answers)).isTrue();
        return server;
    }

    private static void assertThatItStops(ChildServer server, ServerProgram program) {
        server.stop();
        assertThat(server.running()).isFalse();
        assertThat(program.answers()).isFalse();
    }

    private ChildServer start(ServerProgram program) {
        ChildServer server = new ChildServer(program, folder.resolve(program.name() + ".log"));
        server.start();
        started = server;
        return server;
    }

    private static void execute(MySqlServer mysql, String sql) throws SQLException {
        try (Connection connection = mysql.login().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String valueOf(MySqlServer mysql, String sql) throws SQLException {
        try (Connection connection = mysql.login().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static String redisSays(RedisServer redis, String command) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            var out = new DataOutputStream(socket.getOutputStream());
            out.write(("AUTH secret\r\n" + command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answers = new DataInputStream(socket.getInputStream()).readAllBytes();
            String text = new String(answers, StandardCharsets.US_ASCII);
            assertThat(text).startsWith("+OK\r\n").endsWith("+OK\r\n");
            return text.substring(5, text.length() - 5);
        }
    }
}
