package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.install.ServerCache;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service of this repository. */
public final class ServiceProgram implements BuiltProgram {
    private static final Duration DEGRADED_LIMIT = Duration.ofSeconds(5);
    /** A little more than Spring may take for it, which gives what is under way 8 s. */
    static final Duration STOP_LIMIT = Duration.ofSeconds(12);

    private final String name;
    private final int port;
    private final UnpackedJar unpacked;
    private final List<String> javaOptions;
    private final Map<String, String> environment;
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
        this.unpacked = new UnpackedJar(jar, cache);
        this.javaOptions = List.copyOf(javaOptions);
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path jar() {
        return unpacked.jar();
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public void prepare() throws IOException {
        unpacked.prepare(name);
    }

    @Override
    public boolean train() throws IOException {
        return unpacked.archive().makeByBeans(unpacked.folder(), this::command);
    }

    /** Spring's own file, which rotates as the service's settings say, and nothing on the console. */
    @Override
    public Map<String, String> logTo(Path file) {
        return Map.of("LOGGING_FILE_NAME", file.toString(), "LOGGING_CONSOLE_ENABLED", "false");
    }

    @Override
    public ServerCommand command() {
        try {
            return command(unpacked.archive().reading());
        } catch (IOException e) {
            throw couldNotUnpack(e);
        }
    }

    private ServerCommand command(List<String> moreOptions) {
        try {
            List<String> options = new ArrayList<>(javaOptions);
            options.addAll(moreOptions);
            return new ServerCommand(unpacked.command(options), environment, unpacked.folder());
        } catch (IOException e) {
            throw couldNotUnpack(e);
        }
    }

    private LauncherException couldNotUnpack(IOException why) {
        return new LauncherException("Could not unpack " + jar() + ": " + why.getMessage(), why);
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
