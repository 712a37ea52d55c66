package io.groat.infra.launcher.demo;

import io.groat.infra.launcher.console.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the shard-router, one request at a time from each calling thread. */
final class RouterClient {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int TRIES = 20;
    private static final long RETRY_MILLIS = 250;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final JsonMapper json = new JsonMapper();
    private final URI base;
    private final String authorization;

    /** @param authorization the value of that header */
    RouterClient(URI base, String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    /** The value of the Authorization header. */
    String authorization() {
        return authorization;
    }

    /** The address of a path of the router. */
    URI uri(String path) {
        return base.resolve(path);
    }

    /** The answer's JSON with its status code. */
    record Answer(int status, JsonNode body) {
        boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    /** Opens a wallet; one that is there from an earlier run serves as well. */
    void openWallet(String userId, long openingBalance) {
        Answer answer = post(
                "/v1/accounts",
                Map.of("userId", userId, "currency", DemoPlan.CURRENCY, "openingBalance", openingBalance),
                "demo-open-" + userId);
        boolean exists = "ACCOUNT_EXISTS".equals(answer.body().path("code").asString(""));
        if (!answer.ok() && !exists) {
            throw new LauncherException("The router would not open the wallet " + userId + ": " + answer.body());
        }
    }

    TransferOutcome transfer(TransferOrder order) {
        return TransferOutcome.of(pay(order));
    }

    /** The transfer, or the problem. */
    JsonNode pay(TransferOrder order) {
        return post("/v1/transfers", order.body(), order.idempotencyKey()).body();
    }

    JsonNode get(String path) {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", authorization)
                .build();
        Answer answer = send(request);
        if (!answer.ok()) {
            throw new LauncherException("GET " + path + " was answered with " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    /** The key makes it safe to send the same request again when it is not known how the first ended. */
    Answer post(String path, Map<String, Object> body, String idempotencyKey) {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
                .build();
        return send(request);
    }

    private Answer send(HttpRequest request) {
        String last = "";
        for (int attempt = 0; attempt < TRIES; attempt++) {
            try {
                HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
                if (response.statusCode() != TOO_MANY_REQUESTS && response.statusCode() != UNAVAILABLE) {
                    return new Answer(response.statusCode(), json.readTree(response.body()));
                }
                last = "it said " + response.statusCode() + " " + code(response.body());
                Thread.sleep(RETRY_MILLIS);
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            } catch (JacksonException e) {
                throw new LauncherException(request.uri() + " was answered with something else than JSON", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LauncherException("Interrupted while waiting for " + request.uri(), e);
            }
        }
        throw new LauncherException("The shard-router has not done " + request.method() + " " + request.uri() + ": "
                + last + ". See infra/logs shard-router.");
    }

    /** Why something was refused; empty when the body does not say. */
    private String code(String body) {
        try {
            return json.readTree(body).path("code").asString("");
        } catch (JacksonException saysNothing) {
            return "";
        }
    }
}
