package io.groat.sandbox;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A merchant that takes webhooks as a careful one does: signed, not old, whole. It remembers all that came. */
final class Receiver implements AutoCloseable {

    static final String RAZORPAY_SECRET = "razorpay-webhooks";
    static final String STRIPE_SECRET = "stripe-webhooks";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long TOLERANCE_SECONDS = 300;

    /** A webhook that came, and what was answered. */
    record Came(
            String path,
            String body,
            @Nullable String eventId,
            @Nullable String signature,
            int status) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String type() {
            JsonNode json = json();
            return json.path(json.has("event") ? "event" : "type").asString();
        }

        boolean taken() {
            return status == 200;
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Came> all = new CopyOnWriteArrayList<>();

    /** So many next ones are refused, whatever they are. */
    final AtomicInteger refusals = new AtomicInteger();

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/gateways/", this::take);
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Came> all() {
        return List.copyOf(all);
    }

    List<Came> taken() {
        return all.stream().filter(Came::taken).toList();
    }

    List<Came> taken(String type) {
        return taken().stream().filter(came -> came.type().equals(type)).toList();
    }

    List<String> takenTypes() {
        return taken().stream().map(Came::type).toList();
    }

    /** Waits for the first of a type that could be taken. */
    JsonNode awaitTaken(String type) {
        await().atMost(PATIENCE).until(() -> !taken(type).isEmpty());
        return taken(type).get(0).json();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            boolean razorpay = path.equals("/v1/gateways/razorpay/webhook");
            String signature =
                    exchange.getRequestHeaders().getFirst(razorpay ? "X-Razorpay-Signature" : "Stripe-Signature");
            boolean signed = razorpay
                    ? hmac(body, RAZORPAY_SECRET).equals(signature)
                    : isOfStripe(body, String.valueOf(signature));
            boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            int status = refused ? 503 : signed && isJson(body) ? 200 : 400;
            String eventId = razorpay ? exchange.getRequestHeaders().getFirst("X-Razorpay-Event-Id") : eventId(body);
            all.add(new Came(path, body, eventId, signature, status));
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static boolean isOfStripe(String body, String header) {
        String[] parts = header.split(",", -1);
        if (parts.length != 2 || !parts[0].startsWith("t=") || !parts[1].startsWith("v1=")) {
            return false;
        }
        long at = Long.parseLong(parts[0].substring(2));
        return parts[1].equals("v1=" + hmac(at + "." + body, STRIPE_SECRET))
                && Math.abs(Instant.now().getEpochSecond() - at) <= TOLERANCE_SECONDS;
    }

    private static boolean isJson(String body) {
        try {
            return JSON.readTree(body).isObject();
        } catch (JacksonException broken) {
            return false;
        }
    }

    private static @Nullable String eventId(String body) {
        return isJson(body) ? JSON.readTree(body).path("id").asString() : null;
    }

    private static String hmac(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
