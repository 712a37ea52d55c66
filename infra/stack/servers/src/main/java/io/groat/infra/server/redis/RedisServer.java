package io.groat.infra.server.redis;

import io.groat.infra.server.Folders;
import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.ServerException;
import io.groat.infra.server.ServerProgram;
import io.groat.infra.server.WireProbe;
import io.groat.infra.server.install.Archives;
import io.groat.infra.server.install.Distribution;
import io.groat.infra.server.install.OperatingSystem;
import io.groat.infra.server.install.ServerCache;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Redis 7 on the loopback address. */
public final class RedisServer implements ServerProgram {
    private static final String ARTIFACT = "embedded-redis";
    private static final String CONFIGURATION = "redis.conf";

    private final String name;
    private final RedisSettings settings;
    private final ServerCache cache;

    public RedisServer(String name, RedisSettings settings, ServerCache cache) {
        this.name = name;
        this.settings = settings;
        this.cache = cache;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return settings.port();
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(settings.dataFolder());
        Folders.writePrivate(settings.dataFolder().resolve(CONFIGURATION), settings.configuration());
    }

    @Override
    public ServerCommand command() {
        return new ServerCommand(List.of(binary().toString(), CONFIGURATION), settings.dataFolder());
    }

    @Override
    public boolean answers() {
        return answersOn(settings.port(), settings.password());
    }

    /** One attempt to reach Redis on this port of the loopback address; an empty password means none is asked for. */
    public static boolean answersOn(int port, String password) {
        return WireProbe.ask(port, (out, in) -> ping(password, out, in));
    }

    private static boolean ping(String password, DataOutputStream out, DataInputStream in) throws IOException {
        String commands = password.isEmpty() ? "PING\r\n" : "AUTH " + password + "\r\nPING\r\n";
        out.write(commands.getBytes(StandardCharsets.US_ASCII));
        String wanted = password.isEmpty() ? "+PONG\r\n" : "+OK\r\n+PONG\r\n";
        return new String(in.readNBytes(wanted.length()), StandardCharsets.US_ASCII).equals(wanted);
    }

    private Path binary() {
        Path jar = Distribution.named("native").artifact(ARTIFACT);
        String version = jar.getFileName().toString().replace(".jar", "").replace(ARTIFACT, "redis");
        try {
            return cache.entry(version, folder -> unpack(jar, folder)).resolve("redis-server");
        } catch (IOException e) {
            throw new ServerException("Could not unpack Redis: " + e.getMessage(), e);
        }
    }

    private static void unpack(Path jar, Path folder) throws IOException {
        String entry = Archives.entryEndingWith(jar, OperatingSystem.current().redisSuffix());
        Path binary = folder.resolve("redis-server");
        Archives.extract(jar, entry, binary);
        Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
