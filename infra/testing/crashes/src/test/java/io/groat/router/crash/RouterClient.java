package io.groat.router.crash;

import com.jayway.jsonpath.JsonPath;
import io.groat.router.RunningRouter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Talks to a router that may die at any moment. */
record RouterClient(int port) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(50);
    private static final int NO_ANSWER = 0;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /**
     * What a client was told of its transfer.
     *
     * @param status of the HTTP answer; 0 when none came
     * @param id of the transfer; null when the answer names none
     */
    record Told(int status, @Nullable String id, String body) {

        /** With an answer that may not be taken back. */
        boolean acknowledged() {
            return status == 201 || status == 202;
        }

        boolean completed() {
            return status == 201;
        }

        /** It was not let in: a router that has just started takes few at once. */
        boolean turnedAway() {
            return status == 503 && body.contains("\"OVERLOADED\"");
        }
    }

    /** Never fails. */
    Mono<Told> pay(Order order) {
        HttpRequest request = request("/v1/transfers")
                .header("Idempotency-Key", order.key())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(RunningRouter.body(order.payer(), order.payee(), order.amount())))
                .build();
        return Mono.fromFuture(() -> HTTP.sendAsync(request, BodyHandlers.ofString()))
                .map(answer -> new Told(
                        answer.statusCode(),
                        answer.statusCode() < 300 ? JsonPath.read(answer.body(), "$.id") : null,
                        answer.body()))
                .onErrorResume(gone -> Mono.just(new Told(NO_ANSWER, null, gone.toString())));
    }

    /** Asks again, with the same key, until the router lets it in. Never fails. */
    Mono<Told> payPatiently(Order order) {
        return pay(order)
                .filter(told -> !told.turnedAway())
                .repeatWhenEmpty(again -> again.delayElements(ASK_AGAIN_AFTER));
    }

    void open(String user, long balanceMinor) {
        HttpResponse<String> answer = send(request("/create_account/" + user + "/" + balanceMinor)
                .POST(BodyPublishers.noBody())
                .build());
        if (answer.statusCode() != 201) {
            throw new AssertionError("could not open an account: " + answer.body());
        }
    }

    /** Sends a body; the answer is empty when none came. */
    Optional<HttpResponse<String>> post(String path, String type, String body, String... headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return Optional.of(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException died) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    String get(String path) {
        return send(request(path).GET().build()).body();
    }

    /** Whether the router finds the books right. */
    boolean balanced() {
        HttpResponse<String> answer = send(request("/v1/reconciliation").GET().build());
        return answer.statusCode() == 200 && JsonPath.<Boolean>read(answer.body(), "$.balanced");
    }

    /** How many shards answer the router now; none while it does not answer itself. */
    int shardsUp() {
        try {
            HttpResponse<String> answer = HTTP.send(request("/v1/shards").GET().build(), BodyHandlers.ofString());
            return answer.body().split("\"state\":\"UP\"", -1).length - 1;
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + RunningRouter.OPERATOR.text())
                .timeout(PATIENCE);
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(request + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
