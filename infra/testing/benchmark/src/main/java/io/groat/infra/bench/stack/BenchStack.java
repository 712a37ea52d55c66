package io.groat.infra.bench.stack;

import io.groat.infra.bench.load.LoadException;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.ServiceProgram;
import io.groat.infra.launcher.workspace.AccessKey;
import io.groat.infra.launcher.workspace.Workspace;
import io.groat.infra.server.FreePorts;
import io.groat.infra.server.ServerProgram;
import io.groat.infra.server.kafka.KafkaServer;
import io.groat.infra.server.kafka.KafkaSettings;
import io.groat.infra.server.mysql.MySqlServer;
import io.groat.infra.server.mysql.MySqlSettings;
import io.groat.infra.server.process.ChildServer;
import io.groat.infra.server.process.ProcessRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The servers of one run, on ports of their own with data of their own: four MySQL servers, and where a router is wanted
 * Kafka and the router. Where the whole system is wanted too, that one has a router and a Kafka of its own beside
 * these, so that its consumers never have to work off what is not theirs, and its MySQL servers are everybody's. Nothing
 * of them is left when it is closed.
 */
public final class BenchStack implements AutoCloseable {
    /** The database of the router; each other mode has one of its own. */
    private static final String ROUTER_DATABASE = "bench_router";

    private static final String ROUTER = "shard-router";
    private static final int SHARDS = 4;
    private static final String HOST = "127.0.0.1";
    private static final String USER = "groat";
    private static final int KAFKA_MEGABYTES = 512;

    private final Workspace workspace;
    private final BenchFolder folder;
    private final String password = randomPassword();
    private final AccessKey operator = AccessKey.create();
    private final Map<String, ChildServer> servers = new LinkedHashMap<>();
    private final Terminal terminal;
    private List<ShardServer> shards = List.of();
    private final @Nullable BenchGateway gateway;
    private @Nullable WholeStack whole;
    private int kafkaPort;
    private int routerPort;
    private boolean closed;

    /** @param withGateway whether the router has a payment gateway, which is the benchmark's own */
    public BenchStack(Workspace workspace, Terminal terminal, boolean withGateway) {
        this.gateway = withGateway ? new BenchGateway() : null;
        this.workspace = workspace;
        this.terminal = terminal;
        this.folder = new BenchFolder(workspace.state());
    }

    /**
     * Starts the servers.
     *
     * @param withRouter with Kafka and a router that nobody else stands behind
     * @param withWhole with the whole system beside
     */
    public void start(boolean withRouter, boolean withWhole) {
        folder.take();
        List<CompletableFuture<Void>> starting = new ArrayList<>();
        if (withRouter) {
            kafkaPort = FreePorts.any();
            starting.add(startLater(new KafkaServer(
                    "kafka",
                    new KafkaSettings(folder.data("kafka"), kafkaPort, FreePorts.any(), KAFKA_MEGABYTES),
                    workspace.cache())));
        }
        List<MySqlServer> own = withWhole ? List.of() : ownShards();
        own.forEach(mysql -> starting.add(startLater(mysql)));
        try {
            starting.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        shards = withWhole
                ? startWhole().shards()
                : own.stream()
                        .map(mysql -> new ShardServer(
                                own.indexOf(mysql), HOST, mysql.port(), USER, password, pid(mysql.name())))
                        .toList();
        if (withRouter) {
            if (withWhole) {
                whole().rest();
            }
            createDatabase(ROUTER_DATABASE);
            routerPort = FreePorts.any();
            start(new ServiceProgram(
                    ROUTER,
                    routerPort,
                    workspace.jar(ROUTER),
                    List.of("-Xms768m", "-Xmx768m"),
                    routerEnvironment(),
                    workspace.cache()));
        }
    }

    private List<MySqlServer> ownShards() {
        return IntStream.range(0, SHARDS)
                .mapToObj(shard -> "mysql-" + shard)
                .map(name -> new MySqlServer(name, settings(name, FreePorts.any()), workspace.cache()))
                .toList();
    }

    private MySqlSettings settings(String name, int port) {
        return MySqlSettings.of(folder.data(name), port, USER, password);
    }

    private WholeStack startWhole() {
        WholeStack made = new WholeStack(workspace.state().resolve("whole"), terminal);
        synchronized (servers) {
            if (closed) {
                throw new LoadException("the whole system was not started: the benchmark is being stopped");
            }
            whole = made;
        }
        made.start();
        return made;
    }

    /** The whole system; only when it was started. */
    public WholeStack whole() {
        WholeStack started = whole;
        if (started == null) {
            throw new IllegalStateException("the whole system is no part of this run");
        }
        return started;
    }

    /** An empty database of that name on each shard's server. */
    public void createDatabase(String name) {
        shards.forEach(shard -> shard.login().createDatabase(name));
    }

    public List<ShardServer> shards() {
        return shards;
    }

    /** The value of the Authorization header by which the benchmark calls the router. */
    public String authorization() {
        return operator.bearer();
    }

    public int routerPort() {
        return routerPort;
    }

    /** The router's database on each shard's server. */
    public String routerDatabase() {
        return ROUTER_DATABASE;
    }

    /** The router's payment gateway; only when it has one. */
    public BenchGateway gateway() {
        BenchGateway own = gateway;
        if (own == null) {
            throw new IllegalStateException("a payment gateway is no part of this run");
        }
        return own;
    }

    /** The pids of what the router alone works with, by part. */
    public Map<String, List<Long>> parts() {
        Map<String, List<Long>> parts = new LinkedHashMap<>();
        parts.put(ROUTER, List.of(pid(ROUTER)));
        parts.putAll(ShardServer.part(shards));
        parts.put("kafka", List.of(pid("kafka")));
        return parts;
    }

    /** How the MySQL servers are set, as their arguments. */
    public List<String> mysqlSettings() {
        return settings("mysql-0", 0).behaviour();
    }

    private long pid(String name) {
        ChildServer server = servers.get(name);
        return server == null ? -1 : server.process().map(ProcessRef::pid).orElse(-1L);
    }

    private CompletableFuture<Void> startLater(ServerProgram program) {
        return CompletableFuture.runAsync(() -> start(program), work -> {
            Thread thread = new Thread(work, "bench-start");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void start(ServerProgram program) {
        ChildServer server = new ChildServer(program, emptyLog(program.name()));
        server.prepare();
        synchronized (servers) {
            if (closed) {
                throw new LoadException(program.name() + " was not started: the benchmark is being stopped");
            }
            folder.note(server.spawn());
            servers.put(program.name(), server);
        }
        server.awaitAnswer();
    }

    /** Logs stay until the next run, unlike data: who wonders about a run can read them. */
    private Path emptyLog(String name) {
        Path log = workspace.state().resolve("logs/bench").resolve(name + ".log");
        try {
            Files.deleteIfExists(log);
            return log;
        } catch (IOException e) {
            throw new LoadException("Could not replace the log " + log + ": " + e.getMessage(), e);
        }
    }

    private Map<String, String> routerEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SPRING_PROFILES_ACTIVE", "local");
        environment.put("SERVER_PORT", Integer.toString(routerPort));
        environment.put("SERVER_ADDRESS", HOST);
        for (ShardServer mysql : shards) {
            String prefix = "GROAT_SHARDS_" + mysql.shard() + "_";
            environment.put(prefix + "HOST", HOST);
            environment.put(prefix + "PORT", Integer.toString(mysql.port()));
            environment.put(prefix + "DATABASE", ROUTER_DATABASE);
            environment.put(prefix + "USER", mysql.user());
            environment.put(prefix + "PASSWORD", mysql.password());
        }
        environment.put("GROAT_KAFKA_BOOTSTRAPSERVERS", HOST + ":" + kafkaPort);
        environment.put("GROAT_ACCESS_BOOTSTRAP_OPERATOR", operator.bootstrap());
        environment.put("GROAT_AUTH_SECRETS_CODES", UUID.randomUUID().toString());
        environment.put("GROAT_AUTH_SECRETS_TOTP", UUID.randomUUID().toString());
        BenchGateway own = gateway;
        if (own != null) {
            environment.putAll(own.environment());
        }
        return environment;
    }

    private static String randomPassword() {
        var bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Whether {@link #close} has begun; then a failure is no news. */
    public boolean isClosed() {
        synchronized (servers) {
            return closed;
        }
    }

    /** Kills the servers, whose data nobody needs any more, and deletes it. Safe to repeat. */
    @Override
    public void close() {
        synchronized (servers) {
            closed = true;
        }
        WholeStack started = whole;
        if (started != null) {
            started.close();
        }
        BenchGateway own = gateway;
        if (own != null) {
            own.close();
        }
        folder.close();
    }
}
