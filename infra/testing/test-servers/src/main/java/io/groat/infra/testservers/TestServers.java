package io.groat.infra.testservers;

import io.groat.infra.server.ServerProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The servers of this test JVM: each is started at first use, shared by all test classes, on a port chosen by chance,
 * and gone with the JVM, however that ends.
 */
public final class TestServers {
    /** How long a test waits for what has to come: only a test that fails waits that long, however busy the machine. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Lazy<ServerProvider> PROVIDER = new Lazy<>(ServerProvider::chosen);
    private static final Lazy<List<MySqlServerHandle>> MYSQL = new Lazy<>(TestServers::startShards);
    private static final Lazy<ServerHandle> KAFKA =
            new Lazy<>(() -> PROVIDER.get().kafka());
    private static final Lazy<ServerHandle> CASSANDRA =
            new Lazy<>(() -> PROVIDER.get().cassandra());
    private static final Lazy<ServerHandle> REDIS =
            new Lazy<>(() -> PROVIDER.get().redis());

    private static final Lazy<ChildProvider> PROGRAMS = new Lazy<>(ChildProvider::new);

    private TestServers() {}

    /** Four MySQL servers, one a shard, empty but for the databases that tests create. */
    public static List<MySqlServerHandle> mysqlShards() {
        return MYSQL.get();
    }

    /** One Kafka broker; topics must be created, they do not come by themselves. */
    public static ServerHandle kafka() {
        return KAFKA.get();
    }

    /** One Cassandra node; its data centre is {@code datacenter1}. */
    public static ServerHandle cassandra() {
        return CASSANDRA.get();
    }

    /** One Redis server, without a password. */
    public static ServerHandle redis() {
        return REDIS.get();
    }

    /**
     * A program under test as a process of its own, started and answering: it can be killed like a server. It keeps its
     * port, and is gone with this JVM. Always a child process, also where the servers are containers.
     *
     * @param onPort makes it for that port; another is tried when the port is taken meanwhile
     */
    public static ServerHandle program(IntFunction<ServerProgram> onPort) {
        return PROGRAMS.get().start(onPort);
    }

    /**
     * A folder of that name for the data of servers that a test starts by itself, not made yet. It stands where the data
     * of these servers stands, and is gone with this JVM.
     */
    public static Path folder(String name) {
        return PROGRAMS.get().folder(name);
    }

    private static List<MySqlServerHandle> startShards() {
        ServerProvider provider = PROVIDER.get();
        List<CompletableFuture<MySqlServerHandle>> starting = IntStream.range(0, ServerProvider.SHARDS)
                .mapToObj(shard ->
                        CompletableFuture.supplyAsync(() -> provider.mysql("mysql-" + shard), TestServers::inNewThread))
                .toList();
        try {
            List<MySqlServerHandle> started = new ArrayList<>();
            for (CompletableFuture<MySqlServerHandle> one : starting) {
                started.add(one.join());
            }
            return List.copyOf(started);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Not the common pool, which has a single thread on a machine with two processors. */
    static void inNewThread(Runnable work) {
        Thread thread = new Thread(work, "test-server-start");
        thread.setDaemon(true);
        thread.start();
    }
}
