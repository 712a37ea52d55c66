package io.groat.infra.bench.router;

import io.groat.infra.bench.load.LoadException;
import io.groat.infra.server.Poll;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a router how it does, outside of what is measured. */
final class RouterControl {
    private static final Duration ANSWER_LIMIT = Duration.ofMinutes(3);
    private static final Duration RELAY_LIMIT = Duration.ofSeconds(20);

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI base;
    private final String authorization;

    RouterControl(URI base, String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    /** Events that are not on Kafka yet, over all shards. */
    long relayBehind() {
        long waiting = 0;
        for (JsonNode shard : get("/v1/shards").path("shards")) {
            waiting += shard.path("outbox").path("waiting").asLong(0);
        }
        return waiting;
    }

    /**
     * Waits until every event is on Kafka, for 20 s at most.
     *
     * @return how many were not when this was called
     */
    long awaitRelay() {
        long behind = relayBehind();
        if (behind > 0) {
            Poll.until(RELAY_LIMIT, () -> relayBehind() == 0);
        }
        return behind;
    }

    /** Whether the router's own reconciliation finds the books right, with nothing left on its way. */
    boolean balanced() {
        return Poll.until(ANSWER_LIMIT, () -> inFlight(get("/v1/reconciliation")) == 0)
                && get("/v1/reconciliation").path("balanced").asBoolean(false);
    }

    private static long inFlight(JsonNode reconciliation) {
        return reconciliation.path("inFlight").path("count").asLong(-1);
    }

    private JsonNode get(String path) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_LIMIT)
                .header("Authorization", authorization)
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new LoadException(
                        "The router answered " + path + " with " + response.statusCode() + ": " + response.body());
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new LoadException("The router gave no answer to " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoadException("interrupted while asking the router", e);
        }
    }
}
