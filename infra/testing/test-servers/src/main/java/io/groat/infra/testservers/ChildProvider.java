package io.groat.infra.testservers;

import io.groat.infra.server.FreePorts;
import io.groat.infra.server.ServerException;
import io.groat.infra.server.ServerProgram;
import io.groat.infra.server.cassandra.CassandraServer;
import io.groat.infra.server.cassandra.CassandraSettings;
import io.groat.infra.server.install.ServerCache;
import io.groat.infra.server.kafka.KafkaServer;
import io.groat.infra.server.kafka.KafkaSettings;
import io.groat.infra.server.mysql.MySqlLogin;
import io.groat.infra.server.mysql.MySqlServer;
import io.groat.infra.server.mysql.MySqlSettings;
import io.groat.infra.server.process.ChildServer;
import io.groat.infra.server.redis.RedisServer;
import io.groat.infra.server.redis.RedisSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;

/**
 * Servers as child processes, smaller than those of the local stack yet as durable. Their data stands in a temporary
 * folder that goes with the JVM; their logs stay in {@code target/server-logs} of the module under test.
 */
final class ChildProvider implements ServerProvider {
    private static final String USER = "groat";
    private static final String PASSWORD = "test-only";
    private static final int TRIES = 3;
    private static final String LOGS = "server-logs";
    private static final String FIRST_FORK = "fork-1";

    private final ServerCache cache = ServerCache.standard();
    private final Path folder;
    private final Path logs;
    private final Guardian guardian;

    ChildProvider() {
        try {
            folder = DataRoom.newFolder("groat-test-servers-");
            guardian = Guardian.over(folder);
            Path target = Path.of("target").toAbsolutePath();
            logs = Files.isDirectory(target) ? target.resolve(LOGS + fork()) : folder.resolve("logs");
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException("No place for the test servers", e);
        }
    }

    /** Where a module's tests run in two JVMs, the second one's logs have a folder of their own. */
    private static String fork() {
        String fork = System.getProperty("test.fork", FIRST_FORK);
        return fork.equals(FIRST_FORK) ? "" : fork.replace("fork", "");
    }

    Path folder(String name) {
        return folder.resolve(name);
    }

    @Override
    public MySqlServerHandle mysql(String name) {
        ServerHandle server = start(port -> new MySqlServer(
                name,
                MySqlSettings.of(folder.resolve(name), port, USER, PASSWORD).withMemory(128, 128),
                cache));
        return new MySqlServerHandle(server, new MySqlLogin(server.port(), USER, PASSWORD));
    }

    @Override
    public ServerHandle kafka() {
        return start(port -> new KafkaServer(
                "kafka", new KafkaSettings(folder.resolve("kafka"), port, FreePorts.any(), 384), cache));
    }

    @Override
    public ServerHandle cassandra() {
        return start(port -> new CassandraServer(
                "cassandra", new CassandraSettings(folder.resolve("cassandra"), port, FreePorts.any(), 768), cache));
    }

    @Override
    public ServerHandle redis() {
        return start(
                port -> new RedisServer("redis", new RedisSettings(folder.resolve("redis"), port, "", 128), cache));
    }

    /** Another process can take a port between the moment it is chosen and the server's start; then try another. */
    ServerHandle start(IntFunction<ServerProgram> programOnPort) {
        for (int attempt = 1; ; attempt++) {
            ServerProgram program = programOnPort.apply(FreePorts.any());
            Path log = logs.resolve(program.name() + ".log");
            ServerHandle handle = new ChildHandle(new ChildServer(program, log), guardian);
            try {
                Files.deleteIfExists(log);
                // Once on a machine; each start after that takes half the time.
                program.train();
                handle.start();
                return handle;
            } catch (ServerException e) {
                if (attempt == TRIES || FreePorts.isFree(program.port())) {
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "Could not make " + program.name() + " ready, or replace its log " + log, e);
            }
        }
    }
}
