package io.groat.infra.bench.router;

import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Traffic;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.util.retry.Retry;

/** Opens the users' accounts over HTTP, as users do; the router knows them all afterwards. */
final class RouterAccounts {
    private static final int AT_ONCE = 64;
    private static final int EXISTS = 409;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final HttpClient http;

    /** @param http with the router's address */
    RouterAccounts(HttpClient http) {
        this.http = http;
    }

    void open(int users) {
        Flux.range(0, users).flatMap(this::openOne, AT_ONCE).blockLast(LIMIT);
    }

    /** A router that is busy, which one that has just begun soon is, is asked again when it says. */
    private Mono<Void> openOne(int user) {
        return Mono.defer(() -> ask(user))
                .retryWhen(Retry.from(
                        signals -> signals.concatMap(signal -> signal.failure() instanceof BusyException busy
                                ? Mono.delay(Duration.ofSeconds(busy.pauseSeconds))
                                : Mono.error(signal.failure()))));
    }

    private Mono<Void> ask(int user) {
        String body = "{\"userId\":\"" + Traffic.userId(user) + "\",\"currency\":\"" + Traffic.CURRENCY
                + "\",\"openingBalance\":" + Traffic.OPENING_BALANCE + "}";
        return http.headers(headers -> headers.set("Content-Type", "application/json"))
                .post()
                .uri("/v1/accounts")
                .send(HttpSender.utf8(body))
                .responseSingle((response, content) -> content.asString()
                        .defaultIfEmpty("")
                        .flatMap(answer -> opened(
                                response.status().code(),
                                response.responseHeaders().get("Retry-After", ""),
                                answer)));
    }

    private static Mono<Void> opened(int status, String retryAfter, String answer) {
        // It exists when it was opened and its answer was lost, as that of a shard that is away for a moment.
        if (status == Answer.CREATED || (status == EXISTS && answer.contains("ACCOUNT_EXISTS"))) {
            return Mono.empty();
        }
        return Mono.error(
                Answer.isBusy(status)
                        ? new BusyException(Answer.pauseSeconds(retryAfter))
                        : new LoadException("The router would not open an account: " + answer));
    }

    private static final class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int pauseSeconds;

        BusyException(int pauseSeconds) {
            super("the router is busy", null, false, false);
            this.pauseSeconds = pauseSeconds;
        }
    }
}
