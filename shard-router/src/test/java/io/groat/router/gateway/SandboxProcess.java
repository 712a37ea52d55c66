package io.groat.router.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The sandbox gateway as a program of its own, on a port that is known before it starts. */
public final class SandboxProcess implements AutoCloseable {

    static final String KEY_ID = "key";
    static final String KEY_SECRET = "secret";
    static final String RAZORPAY_WEBHOOKS = "webhooks-of-one";
    static final String STRIPE_KEY = "sk_test";
    static final String STRIPE_WEBHOOKS = "webhooks-of-the-other";

    private static final long STOP_SECONDS = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();
    private final Path data;
    private @Nullable Process process;

    public SandboxProcess(Path data) {
        this.data = data;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    public int port() {
        return port;
    }

    /** Starts it, or starts it again. */
    public SandboxProcess start(String webhookBase) {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.groat.sandbox.SandboxGateway",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        data.toString(),
                        "--webhook-base",
                        webhookBase))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("out.log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "SANDBOX_RAZORPAY_KEY_ID", KEY_ID,
                        "SANDBOX_RAZORPAY_KEY_SECRET", KEY_SECRET,
                        "SANDBOX_RAZORPAY_WEBHOOK_SECRET", RAZORPAY_WEBHOOKS,
                        "SANDBOX_STRIPE_SECRET_KEY", STRIPE_KEY,
                        "SANDBOX_STRIPE_WEBHOOK_SECRET", STRIPE_WEBHOOKS));
        Process started;
        try {
            started = builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        process = started;
        Awaitility.await().until(() -> isUp() || !started.isAlive());
        return this;
    }

    private boolean isUp() {
        try {
            return send(HttpRequest.newBuilder(uri("/health")).build()).statusCode() == 200;
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    /** Pays an order there as its payer does, or does not. */
    public void pay(String providerId, String how) {
        send(providerId, "{\"how\":\"" + how + "\"}");
    }

    /** The same with a card of that number. */
    void payByCard(String providerId, String number) {
        send(providerId, "{\"how\":\"pay\",\"method\":\"card\",\"card\":\"" + number + "\"}");
    }

    /** The same with what it says of the card or the address, as a member of JSON. */
    void payBy(String providerId, String means) {
        send(providerId, "{\"how\":\"pay\"," + means + "}");
    }

    private void send(String providerId, String body) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/pay/" + providerId))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(body + " was answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** Tells it how to behave, or what to do: a call under {@code /control}. */
    public void control(String path, String body) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri("/control/" + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** All that it knows. */
    public String state() {
        return send(HttpRequest.newBuilder(uri("/control/state")).build()).body();
    }

    /** The settings of a router with both of its shapes, each called after its own: UPI by the one, cards by the other. */
    public List<String> settings() {
        String base = "http://127.0.0.1:" + port;
        String one = "--groat.gateways.providers[0].";
        String other = "--groat.gateways.providers[1].";
        return List.of(
                "--groat.gateways.look-pause=200ms",
                "--groat.gateways.limit=5s",
                "--groat.settlements.report-pause=1s",
                "--groat.gateways.secret=destinations-of-the-tests-and-of-nothing-else",
                one + "name=razorpay",
                one + "shape=razorpay",
                one + "uri=" + base + "/razorpay/v1",
                one + "key-id=" + KEY_ID,
                one + "secret=" + KEY_SECRET,
                one + "webhook-secrets=the-next-one," + RAZORPAY_WEBHOOKS,
                one + "methods=upi",
                one + "currencies=EUR,INR",
                one + "destinations=upi,bank",
                one + "account=7878780080316316",
                one + "checkout=" + base + "/pay/{id}",
                other + "name=stripe",
                other + "shape=stripe",
                other + "uri=" + base + "/stripe/v1",
                other + "secret=" + STRIPE_KEY,
                other + "webhook-secrets=" + STRIPE_WEBHOOKS,
                other + "methods=card",
                other + "currencies=EUR",
                other + "destinations=card",
                other + "most=1000000");
    }

    /** A settlement file, as the gateway writes it now. */
    public String file(String path) {
        String who = path.startsWith("/stripe")
                ? "Bearer " + STRIPE_KEY
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString((KEY_ID + ":" + KEY_SECRET).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = send(
                HttpRequest.newBuilder(uri(path)).header("Authorization", who).build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException away) {
            throw new IllegalStateException(away);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        end(Process::destroyForcibly);
    }

    @Override
    public void close() {
        end(Process::destroy);
    }

    private void end(Consumer<Process> how) {
        Process running = process;
        if (running == null) {
            return;
        }
        how.accept(running);
        try {
            if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the sandbox does not end");
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** The headers with which the first provider would send that body. */
    public static Map<String, String> signed(String eventId, String body) {
        return WebhookSignature.razorpay(RAZORPAY_WEBHOOKS, eventId, body);
    }
}
