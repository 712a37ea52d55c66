package io.groat.infra.launcher.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks like the shard-router and keeps its balances in a map: enough to see what the demonstration asks and shows. */
final class FakeRouter implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();

    final Map<String, Long> balances = new ConcurrentHashMap<>();
    final Map<String, JsonNode> answers = new ConcurrentHashMap<>();
    final AtomicInteger relayWaiting = new AtomicInteger();
    final AtomicInteger turnAway = new AtomicInteger();
    volatile boolean balanced = true;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    static {
        // Else each small answer waits 40 ms for the acknowledgement of the one before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    FakeRouter() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/accounts", this::openAccount);
        server.createContext("/v1/transfers", this::transferOne);
        server.createContext("/v1/transfers/stream", this::transferMany);
        server.createContext("/v1/shards", exchange -> answer(exchange, 200, shards()));
        server.createContext(
                "/v1/reconciliation",
                exchange -> answer(exchange, 200, Map.of("balanced", balanced, "inFlight", Map.of("count", 0))));
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Has calls beside its own answered so. */
    void answerAt(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void openAccount(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        Long before = balances.putIfAbsent(
                request.path("userId").asString(),
                request.path("openingBalance").asLong());
        if (before == null) {
            answer(exchange, 201, Map.of("id", "a"));
        } else {
            answer(exchange, 409, Map.of("status", 409, "code", "ACCOUNT_EXISTS"));
        }
    }

    private void transferOne(HttpExchange exchange) throws IOException {
        JsonNode order = JSON.readTree(exchange.getRequestBody());
        JsonNode result = execute(exchange.getRequestHeaders().getFirst("Idempotency-Key"), order);
        answer(
                exchange,
                result.path("status").isNumber() ? result.path("status").asInt() : 201,
                result);
    }

    /** Each result goes out before the next line is read. */
    private void transferMany(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (var lines = new BufferedReader(new InputStreamReader(exchange.getRequestBody(), StandardCharsets.UTF_8));
                OutputStream out = exchange.getResponseBody()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode order = JSON.readTree(line);
                JsonNode result = execute(order.path("idempotencyKey").asString(), order);
                out.write((JSON.writeValueAsString(result) + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    private JsonNode execute(String key, JsonNode order) {
        if (turnAway.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return problem(key, 503, "SHARD_UNAVAILABLE");
        }
        return answers.computeIfAbsent(key, first -> decide(first, order));
    }

    private synchronized JsonNode decide(String key, JsonNode order) {
        String payer = order.path("payer").asString();
        String payee = order.path("payee").asString();
        long amount = order.path("amount").asLong();
        if (!balances.containsKey(payee)) {
            return problem(key, 404, "ACCOUNT_NOT_FOUND");
        }
        if (balances.getOrDefault(payer, 0L) < amount) {
            return problem(key, 422, "INSUFFICIENT_FUNDS");
        }
        balances.merge(payer, -amount, Long::sum);
        balances.merge(payee, amount, Long::sum);
        boolean crossShard = payer.hashCode() % 4 != payee.hashCode() % 4;
        return JSON.valueToTree(Map.of("status", "COMPLETED", "idempotencyKey", key, "crossShard", crossShard));
    }

    private static JsonNode problem(String key, int status, String code) {
        return JSON.valueToTree(Map.of("status", status, "code", code, "idempotencyKey", key));
    }

    /** The waiting events become fewer with each look. */
    private Map<String, Object> shards() {
        int waiting = relayWaiting.getAndUpdate(left -> Math.max(0, left - 100));
        return Map.of("shards", new Object[] {
            Map.of("shard", 0, "outbox", Map.of("waiting", waiting, "oldestAgeMs", waiting / 10))
        });
    }

    static void answer(HttpExchange exchange, int status, Object body) {
        byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
