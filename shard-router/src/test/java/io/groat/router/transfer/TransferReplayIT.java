package io.groat.router.transfer;

import static io.groat.router.RunningRouter.body;
import static io.groat.router.RunningRouter.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

/** What a key stands for: one transfer and its answer, however often and by however many it is sent. */
class TransferReplayIT {

    private final RunningRouter router = RunningRouter.shared();

    @Test
    void answersAReplayAsBeforeAndSaysSo() {
        String key = router.key();
        String body = body(router.wallet(0, 1_000), router.wallet(1, 0), 10);
        Map<String, @Nullable Object> first = RunningRouter.readObject(router.transfer(key, body));

        Map<String, @Nullable Object> second = RunningRouter.readObject(router.transfer(key, body)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Idempotency-Replayed", "true"));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void keepsWhatARuleAboutMoneyRefused() {
        String key = router.key();
        String payer = router.wallet(0, 5);
        String body = body(payer, router.wallet(1, 0), 10);

        String id = RunningRouter.read(router.transfer(key, body), "$.transferId");
        // Money that comes later does not change what was answered.
        router.transfer(router.key(), body(router.wallet(0, 100), payer, 100))
                .expectStatus()
                .isCreated();

        expectProblem(
                        router.transfer(key, body).expectHeader().valueEquals("Idempotency-Replayed", "true"),
                        Refusal.INSUFFICIENT_FUNDS)
                .jsonPath("$.transferId")
                .isEqualTo(id);
        router.get("/v1/transfers/{id}", id)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("FAILED")
                .jsonPath("$.reason")
                .isEqualTo("INSUFFICIENT_FUNDS");
    }

    @Test
    void namesTheFieldInWhichAKeysSecondRequestDiffers() {
        String key = router.key();
        String payer = router.wallet(0, 1_000);
        String payee = router.wallet(1, 0);
        router.transfer(key, body(payer, payee, 10)).expectStatus().isCreated();

        expectProblem(router.transfer(key, body(payer, payee, 11)), Refusal.IDEMPOTENCY_CONFLICT, "amount");
        expectProblem(
                router.transfer(key, body(payer, router.wallet(2, 0), 10)), Refusal.IDEMPOTENCY_CONFLICT, "payee");
        expectProblem(
                router.transfer(key, body(payer, payee, 10).replace("}", ",\"reference\":\"x\"}")),
                Refusal.IDEMPOTENCY_CONFLICT,
                "reference");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void fiftyClientsWithOneKeyGetOneAnswer(int payeeShard) {
        String payer = router.wallet(0, 1_000);
        String payee = router.wallet(payeeShard, 0);
        String key = router.key();
        WebClient client = router.client();

        List<ResponseEntity<String>> answers = Flux.range(0, 50)
                .flatMap(
                        i -> client.post()
                                .uri("/v1/transfers")
                                .header("Idempotency-Key", key)
                                .header("Content-Type", "application/json")
                                .bodyValue(body(payer, payee, 10))
                                .retrieve()
                                .toEntity(String.class),
                        50)
                .collectList()
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow();

        assertThat(answers)
                .hasSize(50)
                .allMatch(answer -> answer.getStatusCode().value() == 201);
        assertThat(answers.stream().map(ResponseEntity::getBody).distinct()).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.getHeaders().containsHeader("Idempotency-Replayed"))
                .hasSize(49);
        assertThat(router.balance(payee)).isEqualTo(10);
    }

    /** The same on one shard and across: what a payee's shard says is the key's answer for good. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPayeeWithoutAWalletIsTheKeysAnswer(int payeeShard) {
        String payer = router.wallet(0, 100);
        String payee = router.userOn(payeeShard);
        String key = router.key();
        expectProblem(router.transfer(key, body(payer, payee, 1)), Refusal.ACCOUNT_NOT_FOUND)
                .jsonPath("$.field")
                .isEqualTo("payee")
                .jsonPath("$.transferId")
                .isNotEmpty();
        open(payee, 0);

        expectProblem(
                router.transfer(key, body(payer, payee, 1)).expectHeader().valueEquals("Idempotency-Replayed", "true"),
                Refusal.ACCOUNT_NOT_FOUND,
                "payee");
        router.transfer(router.key(), body(payer, payee, 1)).expectStatus().isCreated();
        assertThat(router.balance(payee)).isEqualTo(1);
    }

    /** What nobody could keep, or no shard has to be asked for, leaves no trace: the key is free once it is mended. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPayerWithoutAWalletLeavesTheKeyFree(int payeeShard) {
        String payer = router.userOn(0);
        String payee = router.wallet(payeeShard, 0);
        String key = router.key();
        expectProblem(router.transfer(key, body(payer, payee, 1)), Refusal.ACCOUNT_NOT_FOUND, "payer");
        open(payer, 10);

        router.transfer(key, body(payer, payee, 1)).expectStatus().isCreated();
    }

    private void open(String user, long balance) {
        router.post("/create_account/" + user + "/" + balance, "")
                .expectStatus()
                .isCreated();
    }

    @Test
    void refusesKeysThatAreNone() {
        String body = body("alice", "bob", 1);

        expectProblem(router.post("/v1/transfers", body), Refusal.IDEMPOTENCY_KEY_MISSING, "Idempotency-Key");
        for (String key : List.of("", "x".repeat(129), "has space", "\"\"", "übel")) {
            expectProblem(router.transfer(key, body), Refusal.IDEMPOTENCY_KEY_INVALID);
        }
        expectProblem(
                router.http
                        .post()
                        .uri("/v1/transfers")
                        .header("Idempotency-Key", "one", "two")
                        .header("Content-Type", "application/json")
                        .bodyValue(body)
                        .exchange(),
                Refusal.IDEMPOTENCY_KEY_INVALID);
    }
}
