package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.workspace.KeyRing;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which parts the stack has, on which ports, with how much memory, and what each is told about the others. */
public final class StackPlan {
    static final int SHARDS = 4;
    static final String DATABASE = "groat";
    static final String USER = "groat";
    static final String ROUTER = "shard-router";

    private static final int MYSQL_PORT = 3306;
    private static final int REDIS_PORT = 6379;
    private static final int KAFKA_PORT = 9092;
    private static final int KAFKA_CONTROLLER_PORT = 9093;
    private static final int CASSANDRA_PORT = 9042;
    private static final int CASSANDRA_STORAGE_PORT = 7000;
    private static final int ROUTER_PORT = 8006;
    private static final int SCORER_PORT = 8003;
    private static final int NOTIFIER_PORT = 8004;
    private static final int SINK_PORT = 8005;

    private static final String CASSANDRA = "cassandra";

    /**
     * The niceness of those who follow payments, and of Cassandra, which serves them alone: when processors are short, a
     * payment comes first. They get a fourteenth of what each part of the payments' path gets, and what that leaves; they need
     * less the further they are behind, for what waits is taken together.
     */
    static final int FOLLOWS = 12;

    /** The router's: it keeps wallets' and keys' caches, and the batches of four lanes and four relays. */
    static final List<String> ROUTER_JAVA = List.of("-Xms768m", "-Xmx768m");

    /** A second router's, which is there to take over. */
    static final List<String> SECOND_ROUTER_JAVA = List.of("-Xms512m", "-Xmx512m");

    /** A consumer's: no compiler but the quick one, which takes little memory and little of the start's processors. */
    private static final List<String> CONSUMER_JAVA =
            List.of("-Xmx256m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    static final List<String> SCORER_JAVA = CONSUMER_JAVA;
    static final List<String> NOTIFIER_JAVA = CONSUMER_JAVA;
    static final List<String> SINK_JAVA = CONSUMER_JAVA;

    private final Workspace workspace;
    private final Secrets secrets;
    private final int portOffset;
    private final List<Part> parts;

    /**
     * @param portOffset added to every port
     * @param servicesToo whether the services of this repository belong to it, or only the servers
     */
    public StackPlan(Workspace workspace, Secrets secrets, int portOffset, boolean servicesToo) {
        this.workspace = workspace;
        this.secrets = secrets;
        this.portOffset = portOffset;
        List<Part> planned = new ArrayList<>(servers());
        if (servicesToo) {
            planned.addAll(services());
        }
        this.parts = List.copyOf(planned);
    }

    private StackPlan(StackPlan other, List<Part> parts) {
        this.workspace = other.workspace;
        this.secrets = other.secrets;
        this.portOffset = other.portOffset;
        this.parts = List.copyOf(parts);
    }

    /** The same without the services other than these. */
    StackPlan withServices(Set<String> names) {
        return new StackPlan(
                this,
                parts.stream()
                        .filter(part -> !part.isService() || names.contains(part.name()))
                        .toList());
    }

    /** The same without these parts. */
    StackPlan without(Set<String> names) {
        return new StackPlan(
                this,
                parts.stream().filter(part -> !names.contains(part.name())).toList());
    }

    /** The same with one more router on the same shards: from the same jar, or from that of the release before. */
    StackPlan withAnotherRouter(String name, int port) {
        ServiceProgram program = new ServiceProgram(
                name,
                port,
                workspace.previousJar(ROUTER),
                SECOND_ROUTER_JAVA,
                environment(secrets, workspace.keys(), portOffset, port),
                workspace.cache());
        List<Part> more = new ArrayList<>(parts);
        more.add(new Part(Part.SERVICE, program, Map.of(), Set.of(ROUTER), () -> {}, 0, "http://127.0.0.1:" + port));
        return new StackPlan(this, more);
    }

    /** All parts, those first that others need. */
    public List<Part> parts() {
        return parts;
    }

    Optional<Part> find(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    List<String> names() {
        return parts.stream().map(Part::name).toList();
    }

    int portOffset() {
        return portOffset;
    }

    /** How to log in to a shard's server. */
    MySqlLogin mysqlLogin(int shard) {
        return new MySqlLogin(mysqlPort(shard), USER, secrets.mysqlPassword());
    }

    public int routerPort() {
        return ROUTER_PORT + portOffset;
    }

    int sinkPort() {
        return SINK_PORT + portOffset;
    }

    int scorerPort() {
        return SCORER_PORT + portOffset;
    }

    private List<Part> servers() {
        ServerCache cache = workspace.cache();
        List<Part> servers = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            String name = mysqlName(shard);
            MySqlServer mysql = new MySqlServer(
                    name,
                    MySqlSettings.of(workspace.data().resolve(name), mysqlPort(shard), USER, secrets.mysqlPassword()),
                    cache);
            servers.add(server("mysql", mysql, Map.of(), () -> mysql.login().createDatabase(DATABASE)));
        }
        int controllerPort = KAFKA_CONTROLLER_PORT + portOffset;
        servers.add(server(
                "kafka",
                new KafkaServer(
                        "kafka",
                        new KafkaSettings(
                                workspace.data().resolve("kafka"), KAFKA_PORT + portOffset, controllerPort, 512),
                        cache),
                Map.of(controllerPort, "controller"),
                () -> {}));
        int storagePort = CASSANDRA_STORAGE_PORT + portOffset;
        servers.add(server(
                CASSANDRA,
                new CassandraServer(
                        CASSANDRA,
                        new CassandraSettings(
                                workspace.data().resolve("cassandra"), CASSANDRA_PORT + portOffset, storagePort, 768),
                        cache),
                Map.of(storagePort, "between nodes"),
                () -> {}));
        servers.add(server(
                "redis",
                new RedisServer(
                        "redis",
                        new RedisSettings(
                                workspace.data().resolve("redis"),
                                REDIS_PORT + portOffset,
                                secrets.redisPassword(),
                                128),
                        cache),
                Map.of(),
                () -> {}));
        return servers;
    }

    private List<Part> services() {
        Set<String> shards = new LinkedHashSet<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            shards.add(mysqlName(shard));
        }
        Set<String> forRouter = new LinkedHashSet<>(shards);
        forRouter.addAll(Set.of("kafka", "redis"));
        return List.of(
                service(ROUTER, ROUTER_PORT, ROUTER_JAVA, forRouter),
                service("fraud-scorer", SCORER_PORT, SCORER_JAVA, Set.of("kafka", "cassandra", "redis")),
                service("notifier", NOTIFIER_PORT, NOTIFIER_JAVA, Set.of("kafka", "cassandra")),
                service("analytics-sink", SINK_PORT, SINK_JAVA, Set.of("kafka", "cassandra")));
    }

    private static Part server(String kind, ServerProgram program, Map<Integer, String> otherPorts, Runnable then) {
        // Of the servers Cassandra alone serves those who follow.
        int niceness = kind.equals(CASSANDRA) ? FOLLOWS : 0;
        return new Part(kind, program, otherPorts, Set.of(), then, niceness, "");
    }

    private Part service(String name, int basePort, List<String> javaOptions, Set<String> needs) {
        int port = basePort + portOffset;
        ServiceProgram program = new ServiceProgram(
                name,
                port,
                workspace.jar(name),
                javaOptions,
                environment(secrets, workspace.keys(), portOffset, port),
                workspace.cache());
        int niceness = name.equals(ROUTER) ? 0 : FOLLOWS;
        return new Part(Part.SERVICE, program, Map.of(), needs, () -> {}, niceness, "http://127.0.0.1:" + port);
    }

    /** Secrets travel here and nowhere else: an environment is for the process's owner to read, arguments for all. */
    static Map<String, String> environment(Secrets secrets, KeyRing keys, int portOffset, int port) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SPRING_PROFILES_ACTIVE", "local");
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        for (int shard = 0; shard < SHARDS; shard++) {
            String prefix = "GROAT_SHARDS_" + shard + "_";
            environment.put(prefix + "HOST", "127.0.0.1");
            environment.put(prefix + "PORT", Integer.toString(MYSQL_PORT + shard + portOffset));
            environment.put(prefix + "DATABASE", DATABASE);
            environment.put(prefix + "USER", USER);
            environment.put(prefix + "PASSWORD", secrets.mysqlPassword());
        }
        environment.put("GROAT_KAFKA_BOOTSTRAPSERVERS", "127.0.0.1:" + (KAFKA_PORT + portOffset));
        environment.put("SPRING_DATA_REDIS_HOST", "127.0.0.1");
        environment.put("SPRING_DATA_REDIS_PORT", Integer.toString(REDIS_PORT + portOffset));
        environment.put("SPRING_DATA_REDIS_PASSWORD", secrets.redisPassword());
        environment.put("SPRING_CASSANDRA_CONTACTPOINTS", "127.0.0.1");
        environment.put("SPRING_CASSANDRA_PORT", Integer.toString(CASSANDRA_PORT + portOffset));
        environment.put("SPRING_CASSANDRA_LOCALDATACENTER", "datacenter1");
        environment.put("GROAT_AUTH_SECRETS_CODES", secrets.authCodes());
        environment.put("GROAT_AUTH_SECRETS_TOTP", secrets.authTotp());
        environment.putAll(keys.environment());
        String router = "http://127.0.0.1:" + (ROUTER_PORT + portOffset);
        environment.put("GROAT_ACCESS_JWKSURI", router + "/.well-known/jwks.json");
        environment.put("GROAT_ACCESS_INTROSPECTIONURI", router + "/v1/auth/introspect");
        environment.put("GROAT_AUTH_NOTIFIERURI", "http://127.0.0.1:" + (NOTIFIER_PORT + portOffset));
        environment.put("GROAT_NOTIFIER_PUBLICURI", "http://127.0.0.1:" + (NOTIFIER_PORT + portOffset));
        environment.put("GROAT_NOTIFIER_ALERTS_ROUTER", router);
        environment.put("GROAT_NOTIFIER_ALERTS_FRAUD", "http://127.0.0.1:" + (SCORER_PORT + portOffset));
        environment.put("GROAT_NOTIFIER_ALERTS_ANALYTICS", "http://127.0.0.1:" + (SINK_PORT + portOffset));
        environment.put("GROAT_ANALYTICS_ROUTER", router);
        environment.put("GROAT_ANALYTICS_FRAUD", "http://127.0.0.1:" + (SCORER_PORT + portOffset));
        environment.put("GROAT_ANALYTICS_NOTIFIER", "http://127.0.0.1:" + (NOTIFIER_PORT + portOffset));
        return environment;
    }

    private static String mysqlName(int shard) {
        return "mysql-" + shard;
    }

    private int mysqlPort(int shard) {
        return MYSQL_PORT + shard + portOffset;
    }
}
