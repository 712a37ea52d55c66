package io.groat.router.transfer;

import static io.groat.router.RunningRouter.body;
import static io.groat.router.RunningRouter.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Transfers that move money, in each form that they may be asked for. */
class TransferCallIT {

    private final RunningRouter router = RunningRouter.shared();

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void movesMoneyWithinAShardAndAcross(int payeeShard) {
        String payer = router.wallet(0, 1_000);
        String payee = router.wallet(payeeShard, 0);

        router.transfer(router.key(), body(payer, payee, 300))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches("Location", "/v1/transfers/[0-9a-f-]{36}")
                .expectHeader()
                .doesNotExist("Idempotency-Replayed")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("COMPLETED")
                .jsonPath("$.payer")
                .isEqualTo(payer)
                .jsonPath("$.payee")
                .isEqualTo(payee)
                .jsonPath("$.payeeAccount")
                .isEqualTo(router.accountOf(payee))
                .jsonPath("$.amount")
                .isEqualTo(300)
                .jsonPath("$.currency")
                .isEqualTo("EUR")
                .jsonPath("$.crossShard")
                .isEqualTo(payeeShard != 0)
                .jsonPath("$.payeeShard")
                .isEqualTo(payeeShard)
                .jsonPath("$.createdAt")
                .isNotEmpty()
                .jsonPath("$.completedAt")
                .isNotEmpty()
                .jsonPath("$.reference")
                .doesNotExist();
        assertThat(router.balance(payer)).isEqualTo(700);
        assertThat(router.balance(payee)).isEqualTo(300);
    }

    @Test
    void takesAccountsAndNotesAndAmountsAsText() {
        String payer = router.wallet(0, 1_000);
        String payee = router.wallet(1, 0);
        String payeeAccount = router.accountOf(payee);
        String body = """
                {"payer":"%s","payee":"%s","amount":"250","currency":"EUR","reference":"Größe ✓",
                 "description":"two\\nlines","metadata":{"b": [1, 2.50, null], "a": {"x": true}}}""".formatted(router.accountOf(payer), payeeAccount);

        String location = router.transfer("\"" + router.key() + "\"", body)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.payee")
                .isEqualTo(payeeAccount)
                .jsonPath("$.reference")
                .isEqualTo("Größe ✓")
                .jsonPath("$.metadata.b[1]")
                .isEqualTo(2.5)
                .returnResult()
                .getResponseHeaders()
                .getFirst("Location");

        router.get(Objects.requireNonNull(location))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.description")
                .isEqualTo("two\nlines")
                .jsonPath("$.metadata.a.x")
                .isEqualTo(true);
    }

    /** In a currency of its own: what is inside a shard has its other side in one account, which holds no more. */
    @Test
    void movesAsMuchAs64BitsHold() {
        String payer = router.userOn(2);
        String payee = router.userOn(3);
        router.post("/create_account/" + payer + "/" + Long.MAX_VALUE + "?currency=CHF", "")
                .expectStatus()
                .isCreated();
        router.post("/create_account/" + payee + "/0?currency=CHF", "");

        router.transfer(router.key(), body(payer, payee, Long.MAX_VALUE).replace("EUR", "CHF"))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.amount")
                .isEqualTo("9223372036854775807");
        router.transfer(router.key(), body(payee, payer, 1L << 53).replace("EUR", "CHF"))
                .expectBody()
                .jsonPath("$.amount")
                .isEqualTo(1L << 53);
    }

    @Test
    void shorthandMovesMoneyWithAKeyOrWithout() {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(1, 0);
        for (int call = 0; call < 2; call++) {
            router.http
                    .post()
                    .uri("/transfer/{from}/{to}/{amount}", payer, payee, 10)
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }
        for (int call = 0; call < 2; call++) {
            router.http
                    .post()
                    .uri("/transfer/{from}/{to}/{amount}?currency=EUR", payer, payee, 5)
                    .header("Idempotency-Key", "once")
                    .exchange()
                    .expectStatus()
                    .isCreated();
        }

        assertThat(router.balance(payee)).isEqualTo(25);
        expectProblem(
                router.post("/transfer/" + payer + "/" + payee + "/1.5", ""), WebProblem.INVALID_AMOUNT, "amount");
        expectProblem(router.post("/transfer/-/" + payee + "/1", ""), WebProblem.INVALID_FIELD, "from_user");
        expectProblem(
                router.post("/transfer/" + payer + "/" + payee + "/1?currency=ZZZ", ""), Refusal.UNKNOWN_CURRENCY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aWalletPaysNoMoreThanItHas(int payeeShard) {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(payeeShard, 0);
        WebClient client = router.client();

        List<Integer> statuses = Flux.range(0, 200)
                .flatMap(i -> inTheEnd(client, router.key(), body(payer, payee, 1)), 200)
                .collectList()
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow();

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(100);
        assertThat(statuses).filteredOn(status -> status == 422).hasSize(100);
        assertThat(router.balance(payer)).isZero();
        assertThat(router.balance(payee)).isEqualTo(100);
    }

    /** The answer to a payment that comes again while the door sends it away, as the router asks its clients to. */
    private static Mono<Integer> inTheEnd(WebClient client, String key, String body) {
        return client.post()
                .uri("/v1/transfers")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchangeToMono(answer ->
                        answer.releaseBody().thenReturn(answer.statusCode().value()))
                .filter(status -> status != 503)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(50)));
    }

    @Test
    void doesNotFindWhatIsNotThere() {
        String id = RunningRouter.read(
                router.transfer(router.key(), body(router.wallet(0, 1), router.wallet(0, 0), 1)), "$.id");

        expectProblem(router.get("/v1/transfers/{id}", id.replace("7fe001", "acc001")), Refusal.TRANSFER_NOT_FOUND);
        expectProblem(router.get("/v1/transfers/{id}", UUID.randomUUID()), Refusal.TRANSFER_NOT_FOUND);
        expectProblem(router.get("/v1/transfers/{id}", "x"), Refusal.TRANSFER_NOT_FOUND);
        String other = id.substring(0, 24) + (id.charAt(24) == '0' ? '1' : '0') + id.substring(25);
        expectProblem(router.get("/v1/transfers/{id}", other), Refusal.TRANSFER_NOT_FOUND);
    }
}
