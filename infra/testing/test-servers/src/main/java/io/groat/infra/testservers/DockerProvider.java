package io.groat.infra.testservers;

import io.groat.infra.server.FreePorts;
import io.groat.infra.server.cassandra.CassandraServer;
import io.groat.infra.server.kafka.KafkaServer;
import io.groat.infra.server.mysql.MySqlLogin;
import io.groat.infra.server.mysql.MySqlSettings;
import io.groat.infra.server.redis.RedisServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Servers in containers. The images are the official ones; the system properties {@code servers.mysql.image},
 * {@code servers.kafka.image}, {@code servers.cassandra.image} and {@code servers.redis.image} name others. Each host
 * port is fixed, so that a server keeps its address when it starts again.
 */
final class DockerProvider implements ServerProvider {
    private static final String ROOT = "root";
    private static final String PASSWORD = "test-only";

    @Override
    public MySqlServerHandle mysql(String name) {
        int port = FreePorts.any();
        MySqlLogin login = new MySqlLogin(port, ROOT, PASSWORD);
        List<String> behaviour = MySqlSettings.of(Path.of("/var/lib/mysql"), port, ROOT, PASSWORD)
                .withMemory(128, 128)
                .behaviour();
        ContainerHandle server = new ContainerHandle(name, image("mysql", "mysql:8.0"), 3306, port, login::succeeds)
                .environment(Map.of("MYSQL_ROOT_PASSWORD", PASSWORD))
                .command(behaviour);
        server.start();
        return new MySqlServerHandle(server, login);
    }

    @Override
    public ServerHandle kafka() {
        int port = FreePorts.any();
        ContainerHandle server = new ContainerHandle(
                        "kafka", image("kafka", "apache/kafka:4.3.1"), 9092, port, () -> KafkaServer.answersOn(port))
                .environment(kafkaEnvironment(port));
        server.start();
        return server;
    }

    /** Clients come through the host's port; the broker talks to itself by a listener of its own. */
    private static Map<String, String> kafkaEnvironment(int port) {
        return Map.ofEntries(
                Map.entry("KAFKA_HEAP_OPTS", "-Xmx384m"),
                Map.entry("KAFKA_NODE_ID", "1"),
                Map.entry("KAFKA_PROCESS_ROLES", "broker,controller"),
                Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093"),
                Map.entry(
                        "KAFKA_LISTENERS", "CLIENT://0.0.0.0:9092,CONTROLLER://localhost:9093,BROKER://localhost:9094"),
                Map.entry("KAFKA_ADVERTISED_LISTENERS", "CLIENT://127.0.0.1:" + port + ",BROKER://localhost:9094"),
                Map.entry(
                        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                        "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT,BROKER:PLAINTEXT"),
                Map.entry("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
                Map.entry("KAFKA_INTER_BROKER_LISTENER_NAME", "BROKER"),
                Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"),
                Map.entry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"),
                Map.entry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0"));
    }

    @Override
    public ServerHandle cassandra() {
        int port = FreePorts.any();
        ContainerHandle server = new ContainerHandle(
                        "cassandra",
                        image("cassandra", "cassandra:5"),
                        9042,
                        port,
                        () -> CassandraServer.answersOn(port))
                .environment(Map.of(
                        "MAX_HEAP_SIZE",
                        "768M",
                        "HEAP_NEWSIZE",
                        "192M",
                        "JVM_EXTRA_OPTS",
                        "-Dcassandra.ring_delay_ms=0 -Dcassandra.skip_wait_for_gossip_to_settle=0"))
                // What it acknowledged has to be there after a kill: its log is on disk first.
                .command(List.of(
                        "bash",
                        "-c",
                        "sed -i 's/^commitlog_sync: .*/commitlog_sync: group/;"
                                + " s/^commitlog_sync_period: .*/commitlog_sync_group_window: 5ms/'"
                                + " /etc/cassandra/cassandra.yaml && exec docker-entrypoint.sh cassandra -f"));
        server.start();
        return server;
    }

    @Override
    public ServerHandle redis() {
        int port = FreePorts.any();
        ContainerHandle server = new ContainerHandle(
                        "redis", image("redis", "redis:7"), 6379, port, () -> RedisServer.answersOn(port, ""))
                .command(List.of("redis-server", "--appendonly", "yes"));
        server.start();
        return server;
    }

    private static String image(String server, String official) {
        return System.getProperty("servers." + server + ".image", official);
    }
}
