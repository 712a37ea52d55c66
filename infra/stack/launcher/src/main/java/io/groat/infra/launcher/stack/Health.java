package io.groat.infra.launcher.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a service says of itself at {@code /health}.
 *
 * @param status {@code UP}, {@code DOWN}, …, or {@code no answer}
 */
public record Health(String status) {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private static final JsonMapper JSON = new JsonMapper();

    /** Whether it answers calls, though perhaps not all: a router whose shards are partly away is DEGRADED. */
    boolean serves() {
        return up() || "DEGRADED".equals(status);
    }

    public boolean up() {
        return "UP".equals(status);
    }

    /** Asks the service on this port once, for at most two seconds. */
    public static Health of(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            String body = CLIENT.send(request, BodyHandlers.ofString()).body();
            return new Health(JSON.readTree(body).path("status").asString("unknown"));
        } catch (IOException | JacksonException e) {
            return new Health("no answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Health("no answer");
        }
    }
}
