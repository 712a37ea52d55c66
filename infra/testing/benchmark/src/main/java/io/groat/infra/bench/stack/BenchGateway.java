package io.groat.infra.bench.stack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.groat.infra.bench.load.LoadException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A payment gateway in the benchmark's process: it takes orders, says when it is asked which of them are paid, and signs
 * what it tells. It forgets nothing and does nothing else, so that it never is what limits.
 */
public final class BenchGateway implements AutoCloseable {
    public static final String NAME = "razorpay";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String BASE = "/v1";
    private static final String SECRET = "webhooks-of-the-benchmark";
    private static final String HMAC = "HmacSHA256";
    private static final int THREADS = 8;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "bench-gateway");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> paid = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> amounts = new ConcurrentHashMap<>();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong orders = new AtomicLong();

    /** Starts it on a port of its own. */
    public BenchGateway() {
        // Else each small answer waits for the acknowledgement of the one before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new LoadException("The benchmark's gateway did not start: " + e.getMessage(), e);
        }
        server.createContext(BASE + "/orders", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** What a router is told of it. */
    public Map<String, String> environment() {
        String uri = "http://127.0.0.1:" + server.getAddress().getPort() + BASE;
        Map<String, String> environment = new LinkedHashMap<>();
        Map.of(
                        "NAME", NAME,
                        "SHAPE", "razorpay",
                        "URI", uri,
                        "KEYID", "key",
                        "SECRET", "secret",
                        "WEBHOOKSECRETS", SECRET,
                        "METHODS", "upi",
                        "CURRENCIES", "EUR",
                        "CHECKOUT", uri + "/pay/{id}")
                .forEach((name, value) -> environment.put("GROAT_GATEWAYS_PROVIDERS_0_" + name, value));
        environment.put("GROAT_GATEWAYS_SECRET", "destinations-of-the-benchmark-alone");
        return environment;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean made = exchange.getRequestMethod().equals("POST");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.incrementAndGet();
        byte[] answer = (made ? order(body) : path.endsWith("/payments") ? payments(path) : "{\"items\":[]}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private String order(String body) {
        JsonNode wish = JSON.readTree(body);
        String id = "order_" + orders.incrementAndGet();
        amounts.put(id, wish.path("amount").asLong(0));
        return "{\"id\":\"" + id + "\",\"status\":\"created\"}";
    }

    private String payments(String path) {
        String id = path.substring(path.indexOf("order_"), path.lastIndexOf('/'));
        return "{\"items\":[" + (paid.contains(id) ? payment(id) : "") + "]}";
    }

    private String payment(String order) {
        return "{\"id\":\"" + paymentOf(order) + "\",\"order_id\":\"" + order + "\",\"amount\":" + amounts.get(order)
                + ",\"currency\":\"EUR\",\"status\":\"captured\",\"fee\":0}";
    }

    public static String paymentOf(String order) {
        return "pay_" + order;
    }

    /** Has an order paid; gives what is told of it, the same each time. */
    public String paid(String order) {
        paid.add(order);
        return "{\"event\":\"payment.captured\",\"payload\":{\"payment\":{\"entity\":" + payment(order) + "}}}";
    }

    public static String signature(String body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How often it was asked anything. */
    public long asked() {
        return asked.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
