package io.groat.infra.bench.router;

import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Traffic;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Opens the users' accounts over HTTP, as users do; the router knows them all afterwards. */
final class RouterAccounts {
    private static final int AT_ONCE = 64;
    private static final int CREATED = 201;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final HttpClient http;

    /** @param http with the router's address */
    RouterAccounts(HttpClient http) {
        this.http = http;
    }

    void open(int users) {
        Flux.range(0, users).flatMap(this::openOne, AT_ONCE).blockLast(LIMIT);
    }

    private Mono<Void> openOne(int user) {
        String body = "{\"userId\":\"" + Traffic.userId(user) + "\",\"currency\":\"" + Traffic.CURRENCY
                + "\",\"openingBalance\":" + Traffic.OPENING_BALANCE + "}";
        return http.headers(headers -> headers.set("Content-Type", "application/json"))
                .post()
                .uri("/v1/accounts")
                .send(HttpSender.utf8(body))
                .responseSingle((response, content) -> content.asString()
                        .defaultIfEmpty("")
                        .flatMap(answer -> response.status().code() == CREATED
                                ? Mono.empty()
                                : Mono.error(new LoadException("The router would not open an account: " + answer))));
    }
}
