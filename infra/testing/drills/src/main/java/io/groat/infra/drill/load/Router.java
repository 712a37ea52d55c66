package io.groat.infra.drill.load;

import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.OrderKind;
import io.groat.infra.launcher.demo.NdjsonStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One router's HTTP interface, as a client uses it. */
public final class Router {
    /** The currency of all that a drill moves. */
    public static final String CURRENCY = "EUR";

    private static final String OUTSIDE = Order.OUTSIDE.substring(Order.OUTSIDE.indexOf(':') + 1);
    private static final JsonMapper JSON = new JsonMapper();

    /** An impatient limit: it is over while a paused router still holds the request. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Duration LONG_LIMIT = Duration.ofSeconds(60);

    private final HttpClient http;
    private final String name;
    private final URI base;
    private final String authorization;

    /**
     * @param name the part's name
     * @param authorization the value of that header
     */
    public Router(HttpClient http, String name, int port, String authorization) {
        this.authorization = authorization;
        this.http = http;
        this.name = name;
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /** A client for all routers, who never waits long for a connection. */
    public static HttpClient newHttpClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    public String name() {
        return name;
    }

    /** Opens a stream of transfers. */
    NdjsonStream stream() throws IOException {
        return new NdjsonStream(uri("/v1/transfers/stream"), authorization);
    }

    /** The address of a path. */
    private URI uri(String path) {
        return base.resolve(path);
    }

    /** An answer's JSON with its status code. */
    public record Document(int status, JsonNode body) {}

    /** Asks for what is ordered. Never fails. */
    CompletableFuture<Reply> ask(Order order) {
        HttpRequest request = request(path(order), order.key(), members(order));
        return http.sendAsync(request, BodyHandlers.ofString()).handle(Router::reply);
    }

    /** Asks how an order is that became that transfer or hold. Never fails. */
    CompletableFuture<Reply> look(OrderKind kind, String id) {
        HttpRequest request = HttpRequest.newBuilder(uri((kind.moves() ? "/v1/transfers/" : "/v1/holds/") + id))
                .timeout(LIMIT)
                .header("Authorization", authorization)
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).handle(Router::reply);
    }

    /** Opens a wallet. */
    public CompletableFuture<Document> open(String userId, long openingBalance) {
        HttpRequest request = request(
                "/v1/accounts",
                "open-" + userId,
                Map.of("userId", userId, "currency", CURRENCY, "openingBalance", openingBalance));
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(Router::document);
    }

    /** Sends what is no order under a key; the future fails when there is no answer or no JSON. */
    public CompletableFuture<Document> post(String path, String key, Map<String, ?> body) {
        return http.sendAsync(request(path, key, body), BodyHandlers.ofString()).thenApply(Router::document);
    }

    /** Sends a text of that type; the future fails when there is no answer or no JSON. */
    public CompletableFuture<Document> upload(String path, String type, String text) {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .timeout(LONG_LIMIT)
                .header("Authorization", authorization)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(text))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(Router::document);
    }

    /** Sends JSON that is no order. */
    CompletableFuture<Document> send(String path, String json) {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .timeout(LIMIT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(Router::document);
    }

    /** Reads a document; the future fails when there is no answer or no JSON. */
    public CompletableFuture<Document> get(String path) {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .timeout(LONG_LIMIT)
                .header("Authorization", authorization)
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(Router::document);
    }

    /** A transfer as a line of a stream. */
    static String line(Order order) {
        Map<String, Object> members = members(order);
        members.put("idempotencyKey", order.key());
        return JSON.writeValueAsString(members);
    }

    /** A line of a stream's results. */
    static JsonNode parse(String line) {
        return JSON.readTree(line);
    }

    private static String path(Order order) {
        String parent = order.parent();
        return switch (order.kind()) {
            case TRANSFER -> "/v1/transfers";
            case DEPOSIT -> "/v1/deposits";
            case WITHDRAWAL -> "/v1/withdrawals";
            case HOLD -> "/v1/holds";
            case INCREMENT -> "/v1/holds/" + parent + "/increments";
            case CAPTURE -> "/v1/holds/" + parent + "/captures";
            case VOID -> "/v1/holds/" + parent + "/void";
            case REFUND -> "/v1/transfers/" + parent + "/refunds";
            case REVERSAL -> "/v1/transfers/" + parent + "/reversal";
        };
    }

    private static Map<String, Object> members(Order order) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (order.amountMinor() != null) {
            members.put("amount", order.amountMinor());
        }
        if (order.kind() == OrderKind.REVERSAL) {
            members.put("reason", "drill");
        }
        if (order.parent() != null) {
            return members; // what it is about says the rest
        }
        boolean in = order.payer().equals(Order.OUTSIDE);
        boolean out = order.payee().equals(Order.OUTSIDE);
        members.put(in ? "source" : "payer", in ? OUTSIDE : order.payer());
        members.put(out ? "destination" : "payee", out ? OUTSIDE : order.payee());
        members.put("currency", CURRENCY);
        if (order.type() != null) {
            members.put("type", order.type());
        }
        if (order.lasts() != null) {
            members.put("expiresIn", order.lasts().toString());
        }
        return members;
    }

    private HttpRequest request(String path, String key, Map<String, ?> members) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(LIMIT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(members)))
                .build();
    }

    private static Reply reply(HttpResponse<String> response, Throwable failure) {
        if (failure != null) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            return new Reply.Again(cause.getClass().getSimpleName());
        }
        try {
            Reply reply = Reply.of(JSON.readTree(response.body()));
            return reply instanceof Reply.Again again ? new Reply.Again(again.why(), notBefore(response)) : reply;
        } catch (JacksonException e) {
            return new Reply.Nonsense("status " + response.statusCode() + " without JSON: " + response.body());
        }
    }

    private static Duration notBefore(HttpResponse<String> response) {
        return Duration.ofSeconds(
                response.headers().firstValueAsLong("Retry-After").orElse(0));
    }

    private static Document document(HttpResponse<String> response) {
        return new Document(response.statusCode(), JSON.readTree(response.body()));
    }
}
