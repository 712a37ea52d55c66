package io.groat.infra.launcher;

import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.ServerProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A service of this repository, run from the jar that the build made of it. */
final class ServiceProgram implements ServerProgram {
    private static final int JAVA_THAT_ASKS_FOR_NATIVE_ACCESS = 22;

    private final String name;
    private final int port;
    private final Path jar;
    private final List<String> javaOptions;
    private final Map<String, String> environment;

    ServiceProgram(String name, int port, Path jar, List<String> javaOptions, Map<String, String> environment) {
        this.name = name;
        this.port = port;
        this.jar = jar;
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

    Path jar() {
        return jar;
    }

    @Override
    public void prepare() {
        if (!Files.isRegularFile(jar)) {
            throw new LauncherException(name + " is not built: " + jar + " is missing. Run ./mvnw -Dquick package.");
        }
    }

    @Override
    public ServerCommand command() {
        List<String> arguments = new ArrayList<>();
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        arguments.addAll(javaOptions);
        if (Runtime.version().feature() >= JAVA_THAT_ASKS_FOR_NATIVE_ACCESS) {
            arguments.add("--enable-native-access=ALL-UNNAMED");
        }
        arguments.addAll(List.of("-jar", jar.toString()));
        return new ServerCommand(arguments, environment, jar.getParent());
    }

    @Override
    public boolean answers() {
        return Health.of(port).up();
    }

    @Override
    public Duration startLimit() {
        return Duration.ofSeconds(120);
    }
}
