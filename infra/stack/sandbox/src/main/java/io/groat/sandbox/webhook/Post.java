package io.groat.sandbox.webhook;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Posts bodies to the merchant. */
final class Post {

    /** What stands for the status where nobody answered. */
    static final int NO_ANSWER = 0;

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LIMIT)
            .build();
    private final String base;

    Post(String base) {
        this.base = base;
    }

    int once(String path, Map<String, String> headers, String body) throws InterruptedException {
        try {
            return client.send(request(path, headers, body), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException nobody) {
            return NO_ANSWER;
        }
    }

    /** @return the worst of the answers */
    int atOnce(int times, String path, Map<String, String> headers, String body) {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            answers.add(client.sendAsync(request(path, headers, body), HttpResponse.BodyHandlers.discarding())
                    .handle((answer, failure) -> answer == null ? NO_ANSWER : answer.statusCode()));
        }
        int worst = 200;
        for (CompletableFuture<Integer> answer : answers) {
            int status = answer.join();
            worst = isTaken(status) ? worst : status;
        }
        return worst;
    }

    static boolean isTaken(int status) {
        return status >= 200 && status < 300;
    }

    private HttpRequest request(String path, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return request.build();
    }
}
