package io.groat.infra.drill.hold;

import io.groat.infra.launcher.workspace.AccessKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service's calls, by a key. */
final class Api {

    private static final Executor LATER = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String base;
    private final String authorization;

    /** An answer's JSON, missing when it has none, with its status. */
    record Document(int status, JsonNode body) {
        String text(String field) {
            return body.path(field).asString("");
        }
    }

    Api(int port, AccessKey key) {
        this.base = "http://127.0.0.1:" + port;
        this.authorization = key.bearer();
    }

    Document get(String path) {
        return send(request(path).build());
    }

    Document post(String path, Map<String, Object> body) {
        return send(posted(path, body).build());
    }

    Document put(String path, Map<String, Object> body) {
        return send(posted(path, body).method("PUT", content(body)).build());
    }

    /** A payment in a trace, as W3C's header says it. */
    Document transferIn(String traceparent, String key, Map<String, Object> body) {
        return send(posted("/v1/transfers", body)
                .header("Idempotency-Key", key)
                .header("traceparent", traceparent)
                .build());
    }

    /** What is done once under that key. */
    Document post(String path, String key, Map<String, Object> body) {
        return send(posted(path, body).header("Idempotency-Key", key).build());
    }

    /** Comes again, as it is asked to, while the router has as much under way as it can carry. */
    CompletableFuture<Document> transfer(String key, Map<String, Object> body) {
        HttpRequest request =
                posted("/v1/transfers", body).header("Idempotency-Key", key).build();
        return HTTP.sendAsync(request, BodyHandlers.ofString())
                .thenApply(Api::document)
                .thenCompose(answer -> answer.text("code").equals("OVERLOADED")
                        ? CompletableFuture.runAsync(() -> {}, LATER).thenCompose(pause -> transfer(key, body))
                        : CompletableFuture.completedFuture(answer));
    }

    private HttpRequest.Builder posted(String path, Map<String, Object> body) {
        return request(path).header("Content-Type", "application/json").POST(content(body));
    }

    private static HttpRequest.BodyPublisher content(Map<String, Object> body) {
        return BodyPublishers.ofString(JSON.writeValueAsString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", authorization);
    }

    private static Document send(HttpRequest request) {
        try {
            return document(HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError(request.uri() + " gave no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Document document(HttpResponse<String> response) {
        String body = response.body();
        return new Document(response.statusCode(), JSON.readTree(body.isEmpty() ? "null" : body));
    }
}
