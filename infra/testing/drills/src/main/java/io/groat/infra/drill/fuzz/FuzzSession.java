package io.groat.infra.drill.fuzz;

import io.groat.infra.fuzz.Fuzzer;
import io.groat.infra.fuzz.OpenApi;
import io.groat.infra.fuzz.Samples;
import io.groat.infra.fuzz.Wallets;
import io.groat.infra.fuzz.http.RawHttp;
import io.groat.infra.fuzz.http.RawRequest;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.StackHandle;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.json.JsonMapper;

/** Odd requests to all services of a stack that is up. */
final class FuzzSession {

    static final String ROUTER = "shard-router";
    static final List<String> SERVICES = List.of(ROUTER, "fraud-scorer", "notifier", "analytics-sink");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Of a stack under which much else runs: services that still warm up answer by and by. */
    private static final int ROUND = 1_000;

    private final StackHandle stack;
    private final Terminal terminal;
    private final long seed;
    private final Map<String, String> tokens;
    private final List<RawHttp> connections = new ArrayList<>();

    FuzzSession(StackHandle stack, Terminal terminal, long seed) {
        this.stack = stack;
        this.terminal = terminal;
        this.seed = seed;
        this.tokens = Map.of(
                "operator", stack.operatorKey().text(),
                "analyst", stack.analystKey().text(),
                "admin", stack.adminKey().text());
    }

    /**
     * Sends them, to each service as many as it has calls of all.
     *
     * @return what was wrong, for a person to read
     */
    List<String> run(int requests, BooleanSupplier goOn) throws IOException {
        try {
            List<ServiceFuzz> services = services();
            int calls = services.stream().mapToInt(ServiceFuzz::calls).sum();
            for (ServiceFuzz one : services) {
                int share = (int) Math.ceil((double) requests * one.calls() / calls);
                for (int left = share; left > 0 && goOn.getAsBoolean(); left -= ROUND) {
                    one.send(Math.min(ROUND, left), goOn);
                    terminal.say(String.format(
                            "  %-14s %,7d requests   %d wrong   %s",
                            one.service(), one.sent(), one.findings().size(), one.statuses()));
                }
            }
            return services.stream().flatMap(one -> one.findings().stream()).toList();
        } finally {
            connections.forEach(RawHttp::close);
        }
    }

    private List<ServiceFuzz> services() throws IOException {
        Wallets wallets = Wallets.open(
                connect(ROUTER),
                stack.operatorKey().text(),
                "fuzz-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX));
        List<ServiceFuzz> services = new ArrayList<>();
        for (String service : SERVICES) {
            boolean money = service.equals(ROUTER);
            RawHttp connection = connect(service);
            OpenApi document = new OpenApi(new JsonMapper()
                    .readTree(connection.send(RawRequest.get("/v3/api-docs")).text()));
            services.add(new ServiceFuzz(
                    service,
                    connection,
                    new LogTraces(stack.log(service)),
                    new ServiceFuzz.Api(document.roles(), document.calls(), document.codes()),
                    tokens,
                    money ? wallets.samples() : samples(wallets.payer()),
                    money ? wallets : Fuzzer.Watch.NONE,
                    seed));
        }
        return services;
    }

    private static Samples samples(String user) {
        return new Samples(
                Map.of(
                        "userId", user,
                        "subject", "user",
                        "id", user,
                        "version", "1",
                        "channel", "email",
                        "name", "payment-received"),
                Map.of("userId", user));
    }

    private RawHttp connect(String service) {
        RawHttp connection = new RawHttp("127.0.0.1", stack.port(service), PATIENCE);
        connections.add(connection);
        return connection;
    }
}
