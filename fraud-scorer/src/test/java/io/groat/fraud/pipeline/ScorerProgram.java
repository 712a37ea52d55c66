package io.groat.fraud.pipeline;

import io.groat.fraud.FraudScorer;
import io.groat.fraud.RunningScorer;
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

/** The scorer as a process of its own, on the classes under test. */
public final class ScorerProgram implements ServerProgram {

    private final int port;
    private final String name;
    private final List<String> javaOptions;
    private final List<String> settings;

    private ScorerProgram(int port, String name, List<String> javaOptions, List<String> settings) {
        this.port = port;
        this.name = name;
        this.javaOptions = javaOptions;
        this.settings = settings;
    }

    /** Starts one and waits until it is up. Those of one name share the work. */
    static ServerHandle start(String name, String... settings) {
        List<String> small = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");
        return TestServers.program(port -> new ScorerProgram(port, name, small, List.of(settings)));
    }

    /** The same with options for its Java. */
    public static ServerHandle start(String name, List<String> javaOptions) {
        return TestServers.program(port -> new ScorerProgram(port, name, javaOptions, List.of()));
    }

    /** The CPU time that the one on that port has used. */
    public static Duration cpu(int port) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> List.of(arguments).contains("--server.port=" + port))
                        .isPresent())
                .findFirst()
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    @Override
    public String name() {
        return "scorer-" + port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void prepare() {}

    @Override
    public ServerCommand command() {
        List<String> arguments = new ArrayList<>();
        RunningScorer.arguments(name).stream()
                .filter(argument -> !argument.startsWith("--server.port="))
                .forEach(arguments::add);
        arguments.add("--server.port=" + port);
        settings.forEach(setting -> arguments.add("--" + setting));
        return JavaProgram.command(FraudScorer.class, javaOptions, arguments, Map.of());
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
