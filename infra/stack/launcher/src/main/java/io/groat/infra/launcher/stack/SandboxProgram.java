package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.server.FreePorts;
import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.install.ServerCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The sandbox payment gateway, at which orders for money from outside are paid. Its journal is its memory: started again
 * after a kill it goes on where it was.
 */
final class SandboxProgram implements BuiltProgram {
    /** Small, by the quick compiler, gone when its memory is full instead of half alive; and a line for each thing logged. */
    private static final List<String> JAVA = List.of(
            "-Xmx64m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n");

    private final String name;
    private final int port;
    private final Path data;
    private final String webhookBase;
    private final Map<String, String> environment;
    private final UnpackedJar unpacked;
    private final List<String> archiveOptions;

    /**
     * @param data the folder of its journal
     * @param webhookBase what the addresses that it tells things begin with, without a slash at the end
     * @param environment its secrets
     * @param jar as the build made it, with everything it needs
     */
    SandboxProgram(
            String name,
            int port,
            Path data,
            String webhookBase,
            Map<String, String> environment,
            Path jar,
            ServerCache cache) {
        this(name, port, data, webhookBase, environment, new UnpackedJar(jar, cache), List.of());
    }

    private SandboxProgram(
            String name,
            int port,
            Path data,
            String webhookBase,
            Map<String, String> environment,
            UnpackedJar unpacked,
            List<String> archiveOptions) {
        this.name = name;
        this.port = port;
        this.data = data.toAbsolutePath();
        this.webhookBase = webhookBase;
        this.environment = Map.copyOf(environment);
        this.unpacked = unpacked;
        this.archiveOptions = List.copyOf(archiveOptions);
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
        Files.createDirectories(data);
    }

    @Override
    public boolean train() throws IOException {
        Path folder = unpacked.cache().folder().resolve("sandbox-training-" + UUID.randomUUID());
        return unpacked.archive()
                .makeByServer(
                        folder,
                        options -> new SandboxProgram(
                                "sandbox-training",
                                FreePorts.any(),
                                folder.resolve("data"),
                                webhookBase,
                                environment,
                                unpacked,
                                options));
    }

    @Override
    public ServerCommand command() {
        try {
            List<String> options = new ArrayList<>(JAVA);
            options.addAll(archiveOptions.isEmpty() ? unpacked.archive().reading() : archiveOptions);
            List<String> arguments = unpacked.command(options);
            arguments.addAll(List.of(
                    "--port", Integer.toString(port), "--data", data.toString(), "--webhook-base", webhookBase));
            return new ServerCommand(arguments, environment, data);
        } catch (IOException e) {
            throw new LauncherException("Could not unpack " + jar() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean answers() {
        return Health.of(port).up();
    }
}
