package io.groat.analytics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/** What a router says of its shards, without one. */
public final class FakeRouter implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicBoolean away = new AtomicBoolean();
    private final DisposableServer server;

    public FakeRouter() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get("/v1/shards", (request, response) -> answer(response, shards()))
                        .get("/analytics", (request, response) -> answer(response, totals()))
                        .get(
                                "/health",
                                (request, response) ->
                                        answer(response, "{\"status\":\"UP\",\"service\":\"shard-router\"}")))
                .bindNow();
    }

    public String address() {
        return "http://127.0.0.1:" + server.port();
    }

    /** From now on it answers nothing useful, or again does. */
    public void away(boolean now) {
        away.set(now);
    }

    private Mono<Void> answer(HttpServerResponse response, String body) {
        return away.get()
                ? response.status(503).send()
                : response.header("Content-Type", "application/json")
                        .sendString(Mono.just(body))
                        .then();
    }

    private static String shards() {
        return IntStream.range(0, 4)
                .mapToObj(shard -> """
                        {"shard":%d,"state":"%s","trouble":null,"breaker":"%s","roundTripMs":0.4,"lane":{"depth":%d},
                        "accounts":%d,"outbox":{"waiting":%d,"oldestAgeMs":3},"pending":{"count":1,"oldestAgeMs":20}}""".formatted(
                                shard,
                                shard == 3 ? "DOWN" : "UP",
                                shard == 3 ? "OPEN" : "CLOSED",
                                shard,
                                250 + shard,
                                7 * shard))
                .collect(Collectors.joining(",", "{\"shards\":[", "]}"));
    }

    private static String totals() {
        return IntStream.range(0, 4)
                .mapToObj(shard ->
                        "{\"shard\":%d,\"answers\":true,\"sums\":{\"EUR\":%d}}".formatted(shard, 100_000 + shard))
                .collect(Collectors.joining(",", "{\"shards\":[", "]}"));
    }

    @Override
    public void close() {
        server.disposeNow(PATIENCE);
    }
}
