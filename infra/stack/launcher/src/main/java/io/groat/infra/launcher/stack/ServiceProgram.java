package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.ServerProgram;
import io.groat.infra.server.install.ServerCache;
import io.groat.infra.server.process.ClassArchive;
import io.groat.infra.server.process.JavaHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A service of this repository, run from what the build made of it. Its jar is unpacked into the cache first: Java starts
 * it from there in little more than half the time, and a build meanwhile does not pull the classes from under it.
 */
public final class ServiceProgram implements ServerProgram {
    private static final Duration DEGRADED_LIMIT = Duration.ofSeconds(5);
    /** A little more than Spring may take for it, which gives what is under way 8 s. */
    static final Duration STOP_LIMIT = Duration.ofSeconds(12);

    private static final int JAVA_THAT_ASKS_FOR_NATIVE_ACCESS = 22;

    private final String name;
    private final int port;
    private final Path jar;
    private final List<String> javaOptions;
    private final Map<String, String> environment;
    private final ServerCache cache;
    private volatile @Nullable Instant degradedSince;

    /**
     * @param jar as the build made it, with everything it needs
     * @param environment what is added to this process's own
     */
    public ServiceProgram(
            String name,
            int port,
            Path jar,
            List<String> javaOptions,
            Map<String, String> environment,
            ServerCache cache) {
        this.name = name;
        this.port = port;
        this.jar = jar;
        this.javaOptions = List.copyOf(javaOptions);
        this.environment = Map.copyOf(environment);
        this.cache = cache;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    Path jar() {
        return jar;
    }

    @Override
    public void prepare() throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new LauncherException(name + " is not built: " + jar + " is missing. Run ./mvnw -Dquick package.");
        }
        cache.deleteOthers(unpackedPrefix(), unpacked());
    }

    @Override
    public boolean train() throws IOException {
        Path unpacked = unpacked();
        return archive(unpacked).makeByBeans(unpacked, this::command);
    }

    /** Spring's own file, which rotates as the service's settings say, and nothing on the console. */
    @Override
    public Map<String, String> logTo(Path file) {
        return Map.of("LOGGING_FILE_NAME", file.toString(), "LOGGING_CONSOLE_ENABLED", "false");
    }

    @Override
    public ServerCommand command() {
        try {
            return command(archive(unpacked()).reading());
        } catch (IOException e) {
            throw new LauncherException("Could not unpack " + jar + ": " + e.getMessage(), e);
        }
    }

    private ServerCommand command(List<String> moreOptions) {
        try {
            JavaHome java = JavaHome.current();
            Path unpacked = unpacked();
            List<String> arguments = new ArrayList<>();
            arguments.add(java.java().toString());
            arguments.addAll(javaOptions);
            arguments.addAll(moreOptions);
            if (java.feature() >= JAVA_THAT_ASKS_FOR_NATIVE_ACCESS) {
                arguments.add("--enable-native-access=ALL-UNNAMED");
            }
            arguments.addAll(List.of("-jar", unpacked.resolve(jar.getFileName()).toString()));
            return new ServerCommand(arguments, environment, unpacked);
        } catch (IOException e) {
            throw new LauncherException("Could not unpack " + jar + ": " + e.getMessage(), e);
        }
    }

    /** Of the jar too: what runs from one jar shares its classes. */
    private ClassArchive archive(Path unpacked) {
        return ClassArchive.of(unpacked, jar.getFileName().toString().replace(".jar", ""), JavaHome.current());
    }

    private Path unpacked() throws IOException {
        return cache.entry(unpackedPrefix() + contentHash(), this::unpack);
    }

    /**
     * Of the jar, not of the name: two that run from one jar share what is unpacked. One that was not built here, but is of
     * the release before, stands beside it.
     */
    private String unpackedPrefix() {
        Path folder = jar.toAbsolutePath().getParent();
        return (folder == null || folder.endsWith("target") ? "app-" : "app-of-" + folder.getFileName() + "-")
                + jar.getFileName().toString().replace(".jar", "") + "-";
    }

    /** By Spring Boot's own tool, which stands in the jar. */
    private void unpack(Path folder) throws IOException {
        List<String> command = List.of(
                JavaHome.current().java().toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--force",
                "--destination",
                folder.toString());
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (tool.waitFor() != 0) {
                throw new IOException(output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Of the names and checksums of all entries; the jar's own time says nothing, since builds are reproducible. */
    private String contentHash() throws IOException {
        CRC32 hash = new CRC32();
        try (var zip = new ZipFile(jar.toFile())) {
            zip.stream()
                    .map(entry -> entry.getName() + ":" + entry.getCrc() + "\n")
                    .forEach(line -> hash.update(line.getBytes(StandardCharsets.UTF_8)));
        }
        return Long.toHexString(hash.getValue());
    }

    /** A router whose shards come up one by one is DEGRADED for a moment; one that stays so serves what it can. */
    @Override
    public boolean answers() {
        Health health = Health.of(port);
        if (!health.serves()) {
            degradedSince = null;
            return false;
        }
        Instant since = degradedSince == null ? Instant.now() : degradedSince;
        degradedSince = since;
        return health.up() || since.plus(DEGRADED_LIMIT).isBefore(Instant.now());
    }

    @Override
    public Duration startLimit() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Duration stopLimit() {
        return STOP_LIMIT;
    }
}
