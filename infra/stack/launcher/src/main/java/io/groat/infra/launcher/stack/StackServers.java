package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.workspace.Secrets;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.server.ServerProgram;
import io.groat.infra.server.cassandra.CassandraServer;
import io.groat.infra.server.cassandra.CassandraSettings;
import io.groat.infra.server.install.ServerCache;
import io.groat.infra.server.kafka.KafkaServer;
import io.groat.infra.server.kafka.KafkaSettings;
import io.groat.infra.server.mysql.MySqlLogin;
import io.groat.infra.server.mysql.MySqlServer;
import io.groat.infra.server.mysql.MySqlSettings;
import io.groat.infra.server.redis.RedisServer;
import io.groat.infra.server.redis.RedisSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The servers of the stack, with how much memory.
 *
 * @param workspace where their data is
 * @param secrets by which they are called
 * @param ports on which they are
 */
record StackServers(Workspace workspace, Secrets secrets, StackPorts ports) {
    static final int SHARDS = 4;
    static final String DATABASE = "groat";
    static final String USER = "groat";
    static final String KAFKA = "kafka";
    static final String CASSANDRA = "cassandra";
    static final String REDIS = "redis";

    private static final int KAFKA_MEGABYTES = 512;
    private static final int CASSANDRA_MEGABYTES = 768;
    private static final int REDIS_MEGABYTES = 128;

    /** The names of the shards' servers. */
    static List<String> shards() {
        return IntStream.range(0, SHARDS).mapToObj(StackServers::mysqlName).toList();
    }

    /** How to log in to a shard's server. */
    MySqlLogin mysqlLogin(int shard) {
        return new MySqlLogin(ports.mysql(shard), USER, secrets.mysqlPassword());
    }

    List<Part> parts() {
        ServerCache cache = workspace.cache();
        List<Part> servers = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            String name = mysqlName(shard);
            MySqlServer mysql = new MySqlServer(
                    name,
                    MySqlSettings.of(workspace.data().resolve(name), ports.mysql(shard), USER, secrets.mysqlPassword()),
                    cache);
            servers.add(part("mysql", mysql, Map.of(), () -> mysql.login().createDatabase(DATABASE)));
        }
        KafkaSettings kafka = new KafkaSettings(
                workspace.data().resolve(KAFKA), ports.kafka(), ports.kafkaController(), KAFKA_MEGABYTES);
        servers.add(part(
                KAFKA, new KafkaServer(KAFKA, kafka, cache), Map.of(ports.kafkaController(), "controller"), () -> {}));
        CassandraSettings cassandra = new CassandraSettings(
                workspace.data().resolve(CASSANDRA), ports.cassandra(), ports.cassandraStorage(), CASSANDRA_MEGABYTES);
        servers.add(part(
                CASSANDRA,
                new CassandraServer(CASSANDRA, cassandra, cache),
                Map.of(ports.cassandraStorage(), "between nodes"),
                () -> {}));
        RedisSettings redis = new RedisSettings(
                workspace.data().resolve(REDIS), ports.redis(), secrets.redisPassword(), REDIS_MEGABYTES);
        servers.add(part(REDIS, new RedisServer(REDIS, redis, cache), Map.of(), () -> {}));
        return servers;
    }

    private static Part part(String kind, ServerProgram program, Map<Integer, String> otherPorts, Runnable then) {
        // Of the servers Cassandra alone serves those who follow.
        int niceness = kind.equals(CASSANDRA) ? Part.FOLLOWS : 0;
        return new Part(kind, program, otherPorts, Set.of(), then, niceness, "");
    }

    private static String mysqlName(int shard) {
        return "mysql-" + shard;
    }
}
