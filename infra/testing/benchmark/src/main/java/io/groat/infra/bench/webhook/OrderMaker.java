package io.groat.infra.bench.webhook;

import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Traffic;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.util.retry.Retry;
import tools.jackson.databind.json.JsonMapper;

/** Makes orders that are to be paid, many at once. */
final class OrderMaker {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int AT_ONCE = 32;
    private static final int TRIES = 50;
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final HttpClient http;
    private final int users;
    private final AtomicLong keys = new AtomicLong();

    /** @param users who have a wallet, by number */
    OrderMaker(HttpClient http, int users) {
        this.http = http;
        this.users = users;
    }

    /**
     * Makes so many; gives what the gateway calls them.
     *
     * @throws LoadException when the router does not take one
     */
    List<String> make(int count) {
        List<String> made = Flux.range(0, count)
                .flatMap(n -> one("bench-order-" + keys.incrementAndGet(), n % users), AT_ONCE)
                .collectList()
                .block(LIMIT);
        if (made == null || made.size() != count) {
            throw new LoadException("The router did not make " + count + " orders");
        }
        return made;
    }

    private Mono<String> one(String key, int user) {
        String body = "{\"payee\":\"" + Traffic.userId(user) + "\",\"amount\":" + WebhookRun.AMOUNT
                + ",\"currency\":\"EUR\",\"method\":\"upi\"}";
        return Mono.defer(() -> http.headers(headers -> headers.set("Idempotency-Key", key))
                        .post()
                        .uri("/v1/orders")
                        .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8))))
                        .responseSingle((response, content) -> content.asString()
                                .map(text -> {
                                    if (response.status().code() != 201) {
                                        throw new LoadException("POST /v1/orders was answered with "
                                                + response.status().code() + ": " + text);
                                    }
                                    String checkout = JSON.readTree(text)
                                            .path("checkoutUrl")
                                            .asString("");
                                    return checkout.substring(checkout.lastIndexOf('/') + 1);
                                })))
                .retryWhen(Retry.fixedDelay(TRIES, PAUSE));
    }
}
