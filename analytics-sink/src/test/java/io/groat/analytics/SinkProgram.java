package io.groat.analytics;

import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.ServerProgram;
import io.groat.infra.testservers.JavaProgram;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sink as a process of its own, on the classes under test, so that it can be killed. */
public final class SinkProgram implements ServerProgram {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;
    private final String name;

    private SinkProgram(int port, String name) {
        this.port = port;
        this.name = name;
    }

    /** Starts one and waits until it takes events in. */
    public static ServerHandle start(String name) {
        return TestServers.program(port -> new SinkProgram(port, name));
    }

    @Override
    public String name() {
        return "sink-" + port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void prepare() {}

    @Override
    public ServerCommand command() {
        List<String> arguments = new ArrayList<>(RunningSink.arguments(name));
        arguments.add("--server.port=" + port);
        return JavaProgram.command(
                AnalyticsSink.class, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), arguments, Map.of());
    }

    @Override
    public boolean answers() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Duration startLimit() {
        return Duration.ofMinutes(2);
    }
}
