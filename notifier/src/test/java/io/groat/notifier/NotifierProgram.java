package io.groat.notifier;

import io.groat.infra.server.JavaHome;
import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.ServerProgram;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The notifier as a process of its own, on the classes under test. */
public final class NotifierProgram implements ServerProgram {

    private final int port;
    private final String name;
    private final List<String> javaOptions;
    private final List<String> settings;

    private NotifierProgram(int port, String name, List<String> javaOptions, List<String> settings) {
        this.port = port;
        this.name = name;
        this.javaOptions = javaOptions;
        this.settings = settings;
    }

    /** Starts one and waits until it is up. Those of one name share the work. */
    public static ServerHandle start(String name, String... settings) {
        List<String> small = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");
        return TestServers.program(port -> new NotifierProgram(port, name, small, List.of(settings)));
    }

    @Override
    public String name() {
        return "notifier-" + port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void prepare() {}

    @Override
    public ServerCommand command() {
        List<String> arguments = new ArrayList<>(List.of(
                JavaHome.current().java().toString(),
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Dio.netty.tryReflectionSetAccessible=true"));
        arguments.addAll(javaOptions);
        arguments.add(Notifier.class.getName());
        RunningNotifier.arguments(name).stream()
                .filter(argument -> !argument.startsWith("--server.port="))
                .forEach(arguments::add);
        arguments.add("--server.port=" + port);
        settings.forEach(setting -> arguments.add("--" + setting));
        return new ServerCommand(
                arguments,
                Map.of("CLASSPATH", System.getProperty("java.class.path")),
                Path.of("").toAbsolutePath());
    }

    @Override
    public boolean answers() {
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(health, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
