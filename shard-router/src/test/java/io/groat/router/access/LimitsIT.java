package io.groat.router.access;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.router.RunningRouter.ISSUER;
import static io.groat.router.RunningRouter.body;
import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.testservers.TestServers;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class LimitsIT {

    private static final RunningRouter ROUTER = up();
    private static final String PAYEE = ROUTER.wallet(0, 0);

    private static RunningRouter up() {
        // An answer of Redis that comes late on a busy machine is counted by the router alone, and that is one more.
        RunningRouter router = RunningRouter.fresh(
                "--groat.limits.rates.transfers.user=10/h",
                "--groat.limits.rates.calls.user=500/h",
                "--groat.limits.redis-limit=10s",
                "--spring.data.redis.timeout=10s");
        router.awaitShardsUp(4);
        return router;
    }

    @AfterAll
    static void stop() {
        ROUTER.close();
    }

    @Test
    void aUserIsToldWhereTheyStandAndWhenItIsEnough() {
        String user = ROUTER.wallet(0, 100);
        WebTestClient client = ROUTER.as(ISSUER.token(user, "user"));
        for (int number = 1; number <= 10; number++) {
            pay(client, user)
                    .expectStatus()
                    .isCreated()
                    .expectHeader()
                    .valueEquals("RateLimit-Policy", "\"transfers\";q=10;w=3600")
                    .expectHeader()
                    .valueMatches("RateLimit", "\"transfers\";r=" + (10 - number) + ";t=\\d+");
        }

        var refused = pay(client, user);
        refused.expectHeader().valueMatches("Retry-After", "3[0-9]{2}");
        expectProblem(refused, WebProblem.RATE_LIMITED);
        assertThat(ROUTER.balance(user)).isEqualTo(90);
        client.get()
                .uri("/v1/users/{user}/accounts", user)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void eachTransferOfAStreamCounts() {
        String user = ROUTER.wallet(0, 100);
        String payee = ROUTER.wallet(0, 0);
        String lines = IntStream.range(0, 15)
                .mapToObj(number -> line(ROUTER.key(), user, payee, 1))
                .collect(Collectors.joining("\n"));

        String results = new String(
                ROUTER.as(ISSUER.token(user, "user"))
                        .post()
                        .uri("/v1/transfers/stream")
                        .header("Content-Type", "application/x-ndjson")
                        .bodyValue(lines)
                        .exchange()
                        .expectBody()
                        .returnResult()
                        .getResponseBodyContent(),
                StandardCharsets.UTF_8);

        assertThat(results.split("COMPLETED", -1)).hasSize(11);
        assertThat(results.split("RATE_LIMITED", -1)).hasSize(6);
        assertThat(ROUTER.balance(payee)).isEqualTo(10);
    }

    @Test
    void anOperatorMovesAsMuchAsTheShardsTake() {
        String payer = ROUTER.wallet(0, 100);
        for (int number = 0; number < 20; number++) {
            pay(ROUTER.http, payer).expectStatus().isCreated().expectHeader().doesNotExist("RateLimit");
        }
    }

    @Test
    void redisKilledUnderLoadIsNobodysError() {
        String user = ROUTER.userOn(0);
        WebClient client = WebClient.builder()
                .baseUrl("http://127.0.0.1:" + ROUTER.port())
                .defaultHeaders(headers -> headers.setBearerAuth(ISSUER.token(user, "user")))
                .build();
        try {
            List<Integer> statuses = Flux.range(0, 1_200)
                    .doOnNext(number -> {
                        if (number == 300) {
                            new Thread(() -> TestServers.redis().kill()).start();
                        }
                    })
                    .flatMap(
                            number -> client.get()
                                    .uri("/v1/users/{user}/accounts", user)
                                    .exchangeToMono(answer -> answer.releaseBody()
                                            .then(Mono.just(answer.statusCode().value()))),
                            16)
                    .collectList()
                    .blockOptional(PATIENCE)
                    .orElseThrow();

            assertThat(statuses).containsOnly(200, 429);
            // Those that Redis counted before it went, and as many again that the router then counted by itself.
            assertThat(statuses).filteredOn(status -> status == 200).hasSizeBetween(500, 1_000);
        } finally {
            TestServers.redis().start();
        }
    }

    private static WebTestClient.ResponseSpec pay(WebTestClient client, String payer) {
        return client.post()
                .uri("/v1/transfers")
                .header("Idempotency-Key", ROUTER.key())
                .header("Content-Type", "application/json")
                .bodyValue(body(payer, PAYEE, 1))
                .exchange();
    }
}
