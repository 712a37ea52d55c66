package io.groat.infra.drill.outside;

import io.groat.infra.launcher.workspace.GatewaySecrets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox payment gateway, as its payers, its merchant's accountants and tests use it. It may be away at any moment. */
final class GatewayClient {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient http;
    private final URI base;
    private final GatewaySecrets secrets;

    GatewayClient(HttpClient http, int port, GatewaySecrets secrets) {
        this.http = http;
        this.base = URI.create("http://127.0.0.1:" + port);
        this.secrets = secrets;
    }

    /** The gateway gave no answer, or one that is no help. */
    static final class AwayException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AwayException(String what, Throwable cause) {
            super(what + ": " + cause, cause);
        }

        AwayException(String what) {
            super(what);
        }
    }

    /**
     * Pays an order, or does what else payers do.
     *
     * @return the status; beyond 299 it was not done, or had been done before
     * @throws AwayException when it gives no answer
     */
    int pay(String checkout, String how) {
        return post("/pay/" + checkout, "{\"how\":\"" + how + "\"}").statusCode();
    }

    /**
     * Tells it how to behave, or what happens next.
     *
     * @return the status; beyond 299 it could not be done
     * @throws AwayException when it gives no answer
     */
    int control(String path, String body) {
        return post("/control/" + path, body).statusCode();
    }

    /**
     * All that it knows.
     *
     * @throws AwayException when it gives no answer
     */
    JsonNode state() {
        return JSON.readTree(read("/control/state", ""));
    }

    /**
     * The settlement file of all that it has, as a provider writes it.
     *
     * @throws AwayException when it gives no answer
     */
    String file(Provider provider) {
        String key = secrets.razorpayKeyId() + ":" + secrets.razorpayKeySecret();
        return switch (provider) {
            case RAZORPAY ->
                read(
                        "/razorpay/v1/settlements/recon.csv",
                        "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)));
            case STRIPE -> read("/stripe/v1/reports/balance.csv", "Bearer " + secrets.stripeKey());
        };
    }

    private String read(String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(LIMIT);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer = send(request.build());
        if (answer.statusCode() != 200) {
            throw new AwayException("The sandbox answered GET " + path + " with " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpResponse<String> post(String path, String body) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(base.resolve(path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() >= 500) {
            throw new AwayException("The sandbox answered POST " + path + " with " + answer.statusCode());
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AwayException(
                    "The sandbox did not answer " + request.uri().getPath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwayException("Interrupted at " + request.uri().getPath(), e);
        }
    }
}
