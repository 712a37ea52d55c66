package io.groat.infra.webtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.fuzz.ApiCall;
import io.groat.infra.fuzz.Finding;
import io.groat.infra.fuzz.Fuzzer;
import io.groat.infra.fuzz.Generator;
import io.groat.infra.fuzz.Judge;
import io.groat.infra.fuzz.OpenApi;
import io.groat.infra.fuzz.Samples;
import io.groat.infra.fuzz.http.RawHttp;
import io.groat.web.access.Role;
import io.groat.web.http.Route;
import io.groat.web.http.RouteTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends odd requests to every route of a running service, and checks all that is said of refusals. */
public final class FuzzWalk {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What libraries serve. */
    private static final List<String> BESIDE = List.of(
            "GET /actuator/health",
            "GET /actuator/info",
            "GET /actuator/prometheus",
            "GET /v3/api-docs",
            "GET /swagger-ui/index.html");

    /**
     * Of the requests that a build sends, so that it sends the same each time: those that have found something. Others are
     * for {@code ./infra/fuzz}.
     */
    private static final Map<String, Long> SEEDS =
            Map.of("shard-router", 262_560L, "fraud-scorer", 13_093L, "notifier", 479_036L);

    private final String service;
    private final int port;
    private final Map<Role, String> tokens;
    private final Map<String, ApiCall> known;
    private final Set<String> codes;

    /** @param contract says what the service's calls take, and which problems they may have */
    public FuzzWalk(String service, int port, Map<Role, String> tokens, ApiContract contract) {
        this.service = service;
        this.port = port;
        this.tokens = Map.copyOf(tokens);
        OpenApi document = new OpenApi(contract.document());
        this.known = document.calls();
        this.codes = document.codes();
    }

    /**
     * Every route in its turn.
     *
     * @param left routes that are not asked, by {@code METHOD pattern}
     */
    public void check(RouteTable routes, Set<String> left, Samples samples, Fuzzer.Watch watch, int count) {
        checkKnown(routes);
        long seed = Long.getLong("groat.fuzz.seed", SEEDS.getOrDefault(service, 1L));
        int requests = Integer.getInteger("groat.fuzz.requests", count);
        List<ApiCall> calls = Stream.concat(routes.routes().stream().map(Route::name), BESIDE.stream())
                .filter(name -> !left.contains(name))
                .map(name -> known.getOrDefault(name, ApiCall.bare(name.split(" ", 2)[0], name.split(" ", 2)[1])))
                .toList();
        Generator generator = new Generator(calls, samples, callers(routes), seed);
        try (LogWatch log = LogWatch.open();
                RawHttp http = new RawHttp("127.0.0.1", port, PATIENCE)) {
            Fuzzer fuzzer = new Fuzzer(service, generator, new Judge(codes), watch.and((shot, answer) -> log.trace()));
            fuzzer.run(http, 0, requests, () -> true);
            assertThat(fuzzer.findings().stream().map(Finding::text))
                    .as(
                            "%s with -Dgroat.fuzz.seed=%d -Dgroat.fuzz.requests=%d, answers %s",
                            service, seed, requests, fuzzer.statuses())
                    .isEmpty();
            // It reached the calls, and was refused by them.
            assertThat(fuzzer.statuses()).containsKeys(200, 400, 404);
        }
    }

    /** That something is known of each body; otherwise nothing of it would be tried. */
    private void checkKnown(RouteTable routes) {
        Set<String> unknown = new TreeSet<>();
        for (Route route : routes.routes()) {
            ApiCall call = known.get(route.name());
            if (route.description().takes() != null && (call == null || call.body() == null)) {
                unknown.add(route.name());
            }
        }
        assertThat(unknown)
                .as("calls of %s without an example of their bodies", service)
                .isEmpty();
    }

    private Generator.Callers callers(RouteTable routes) {
        return new Generator.Callers(
                tokens.entrySet().stream()
                        .collect(Collectors.toMap(token -> token.getKey().text(), Map.Entry::getValue)),
                routes.routes().stream()
                        .collect(Collectors.toMap(
                                Route::name,
                                route -> route.access().roles().stream()
                                        .map(Role::text)
                                        .collect(Collectors.toSet()))));
    }
}
