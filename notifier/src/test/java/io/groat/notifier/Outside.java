package io.groat.notifier;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** The world outside, on the loopback address: the router's users, providers, receivers of webhooks. */
public final class Outside implements AutoCloseable {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static @Nullable Outside shared;

    /** A request that came. */
    public record Received(String path, Map<String, String> headers, String body, long atNanos) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** How a path answers. */
    public interface Answer extends BiFunction<Received, HttpServerResponse, Publisher<Void>> {}

    private final LoopResources loops = LoopResources.create("outside", 1, true);
    private final Map<String, String> users = new ConcurrentHashMap<>();
    private final Map<String, String> health = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final DisposableServer server;
    private volatile boolean busy;

    public Outside() {
        server = HttpServer.create()
                .runOn(loops)
                .host("127.0.0.1")
                .port(0)
                .handle(this::handle)
                .bindNow();
    }

    public static synchronized Outside shared() {
        Outside outside = shared;
        if (outside == null) {
            outside = new Outside();
            shared = outside;
        }
        return outside;
    }

    public String uri() {
        return "http://127.0.0.1:" + server.port();
    }

    public int port() {
        return server.port();
    }

    /** An account with the router. */
    public void user(String id, String phone, String email) {
        users.put(
                "/v1/users/" + id,
                "{\"id\":\"%s\",\"phone\":\"%s\",\"phoneVerified\":true,\"email\":\"%s\"}".formatted(id, phone, email));
    }

    /** How often the account of a user was asked for. */
    public int asked(String id) {
        return asked.getOrDefault("/v1/users/" + id, 0);
    }

    /** Whether the router answers questions about accounts, or says that it is busy. */
    public void busy(boolean now) {
        busy = now;
    }

    /** How another service says from now on that it is. */
    public void health(String service, String answer) {
        health.put("/parts/" + service + "/health", answer);
    }

    /** From now on that path answers so. */
    public void answer(String path, Answer answer) {
        answers.put(path, answer);
    }

    public void answer(String path, int status) {
        answers.put(path, (request, response) -> response.status(status).send());
    }

    /** From now on that path takes what comes, after a while. */
    public void takesItsTime(String path, Duration time) {
        answer(
                path,
                (request, response) -> Mono.delay(time)
                        .then(response.status(HttpResponseStatus.OK).send().then()));
    }

    /** What came to that path. */
    public List<Received> received(String path) {
        return received.stream().filter(one -> one.path().equals(path)).toList();
    }

    /** The ids of what came to that path, by the header that says them. */
    public Set<String> ids(String path, String header) {
        return received(path).stream().map(one -> one.header(header)).collect(Collectors.toSet());
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        String path = "/" + request.path();
        if (path.startsWith("/parts/")) {
            return response.header("Content-Type", "application/json")
                    .sendString(Mono.just(health.getOrDefault(path, "{\"status\":\"UP\"}")));
        }
        if (path.startsWith("/v1/users/")) {
            asked.merge(path, 1, Integer::sum);
            String user = users.get(path);
            if (busy) {
                return response.status(HttpResponseStatus.SERVICE_UNAVAILABLE).send();
            }
            return user == null
                    ? response.status(HttpResponseStatus.NOT_FOUND).send()
                    : response.header("Content-Type", "application/json").sendString(Mono.just(user));
        }
        Map<String, String> headers = new ConcurrentHashMap<>();
        request.requestHeaders().forEach(one -> headers.put(one.getKey().toLowerCase(Locale.ROOT), one.getValue()));
        return request.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> {
                    Received one = new Received(
                            path, headers, new String(body, StandardCharsets.ISO_8859_1), System.nanoTime());
                    received.add(one);
                    Answer answer = answers.get(path);
                    return Mono.from(answer == null ? response.status(204).send() : answer.apply(one, response));
                });
    }

    @Override
    public void close() {
        server.disposeNow(LONGEST_STOP);
        loops.dispose();
    }
}
