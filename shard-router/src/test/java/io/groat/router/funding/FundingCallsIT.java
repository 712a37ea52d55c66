package io.groat.router.funding;

import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Money that comes in and goes out, as callers see it. */
class FundingCallsIT {

    private final RunningRouter router = RunningRouter.shared();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void moneyComesInAndGoesOut(int shard) {
        String user = router.wallet(shard, 10);

        ResponseSpec in = deposit(router.key(), user, 300, "bank");
        in.expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches("Location", "/v1/transfers/[0-9a-f-]{36}")
                .expectHeader()
                .doesNotExist("Idempotency-Replayed")
                .expectBody()
                .jsonPath("$.kind")
                .isEqualTo("DEPOSIT")
                .jsonPath("$.status")
                .isEqualTo("COMPLETED")
                .jsonPath("$.payer")
                .isEqualTo("funding:bank")
                .jsonPath("$.payee")
                .isEqualTo(user)
                .jsonPath("$.payeeAccount")
                .isEqualTo(router.accountOf(user))
                .jsonPath("$.crossShard")
                .isEqualTo(false)
                .jsonPath("$.reference")
                .isEqualTo("Salary")
                .jsonPath("$.metadata.n")
                .isEqualTo(7);
        ResponseSpec out = withdraw(router.key(), user, 120, "card-payouts");
        out.expectStatus().isCreated().expectBody().jsonPath("$.kind").isEqualTo("WITHDRAWAL");

        assertThat(router.balance(user)).isEqualTo(190);
        String account = router.accountOf(user);
        ResponseSpec statement = router.get("/v1/accounts/{id}/entries", account);
        assertThat(readAll(statement, "$.items[*].kind")).containsExactly("WITHDRAWAL", "DEPOSIT", "OPENING");
        assertThat(readAll(router.get("/v1/accounts/{id}/entries", account), "$.items[*].counterparty"))
                .containsExactly("funding:card-payouts", "funding:bank", "funding");
        assertThat(readAll(router.get("/v1/transfers?userId={user}", user), "$.items[*].kind"))
                .containsExactly("WITHDRAWAL", "DEPOSIT");
    }

    @Test
    void aTransferIsReadAndHasItsEvents() {
        String user = router.wallet(0, 0);
        String id = read(deposit(router.key(), user, 300, "bank"), "$.id");

        router.get("/v1/transfers/{id}", id)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.payer")
                .isEqualTo("funding:bank");
        assertThat(readAll(router.get("/v1/transfers/{id}/events", id), "$.items[*].type"))
                .containsExactly("PaymentInitiated", "PaymentCompleted");
    }

    @Test
    void aKeyMovesMoneyOnce() {
        String user = router.wallet(0, 0);
        String other = router.wallet(0, 0);
        String key = router.key();
        String first = read(deposit(key, user, 300, "bank"), "$.id");

        ResponseSpec again = deposit(key, user, 300, "bank");
        again.expectStatus().isCreated().expectHeader().valueEquals("Idempotency-Replayed", "true");
        assertThat(read(again, "$.id")).isEqualTo(first);
        expectProblem(deposit(key, user, 301, "bank"), Refusal.IDEMPOTENCY_CONFLICT, "amount");
        // Another source is another payer, and a key is the payee's alone with that source.
        deposit(key, user, 300, "till").expectStatus().isCreated();
        deposit(key, other, 300, "bank").expectStatus().isCreated();
        // A withdrawal and a transfer of one payer share their keys.
        withdraw(key, user, 100, "bank").expectStatus().isCreated();
        expectProblem(router.transfer(key, RunningRouter.body(user, other, 100)), Refusal.IDEMPOTENCY_CONFLICT, "kind");

        assertThat(router.balance(user)).isEqualTo(500);
        assertThat(router.balance(other)).isEqualTo(300);
    }

    @Test
    void whatIsRefusedIsKeptUnderItsKey() {
        String user = router.wallet(1, 50);
        String key = router.key();

        expectProblem(withdraw(key, user, 51, "bank"), Refusal.INSUFFICIENT_FUNDS)
                .jsonPath("$.transferId")
                .isNotEmpty();
        deposit(router.key(), user, 100, "bank").expectStatus().isCreated();
        expectProblem(withdraw(key, user, 51, "bank"), Refusal.INSUFFICIENT_FUNDS);
        assertThat(router.balance(user)).isEqualTo(150);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deposits    | UNKNOWN_FIELD     | payer       | {'payee':'a','amount':1,'currency':'EUR','source':'bank','payer':'x'}",
                "deposits    | MISSING_FIELD     | payee       | {'amount':1,'currency':'EUR','source':'bank'}",
                "deposits    | MISSING_FIELD     | source      | {'payee':'a','amount':1,'currency':'EUR'}",
                "deposits    | INVALID_AMOUNT    | amount      | {'payee':'a','amount':0,'currency':'EUR','source':'bank'}",
                "deposits    | INVALID_FIELD     | source      | {'payee':'a','amount':1,'currency':'EUR','source':'Bank'}",
                "deposits    | INVALID_FIELD     | source      | {'payee':'a','amount':1,'currency':'EUR','source':null}",
                "deposits    | INVALID_FIELD     | payee       | {'payee':'','amount':1,'currency':'EUR','source':'bank'}",
                "deposits    | INVALID_FIELD     | payee       | {'payee':'funding:bank','amount':1,'currency':'EUR','source':'bank'}",
                "deposits    | UNKNOWN_CURRENCY  | currency    | {'payee':'a','amount':1,'currency':'XYZ','source':'bank'}",
                "deposits    | ACCOUNT_NOT_FOUND | payee       | {'payee':'nobody-here','amount':1,'currency':'EUR','source':'bank'}",
                "withdrawals | MISSING_FIELD     | destination | {'payer':'a','amount':1,'currency':'EUR'}",
                "withdrawals | INVALID_FIELD     | destination | {'payer':'a','amount':1,'currency':'EUR','destination':'b b'}",
                "withdrawals | ACCOUNT_NOT_FOUND | payer       | {'payer':'nobody-here','amount':1,'currency':'EUR','destination':'bank'}",
            })
    void refusesWhatItCantTake(String call, String code, String field, String body) {
        expectProblem(send(call, router.key(), body.replace('\'', '"')), RunningRouter.code(code), field);
    }

    @Test
    void needsAKey() {
        ResponseSpec answer =
                router.post("/v1/deposits", "{\"payee\":\"a\",\"amount\":1,\"currency\":\"EUR\",\"source\":\"bank\"}");
        expectProblem(answer, Refusal.IDEMPOTENCY_KEY_MISSING, "Idempotency-Key");
    }

    @Test
    void refusesMetadataThatIsTooLong() {
        String body = "{\"payee\":\"a\",\"amount\":1,\"currency\":\"EUR\",\"source\":\"bank\",\"metadata\":{\"k\":\""
                + "x".repeat(4096) + "\"}}";
        expectProblem(send("deposits", router.key(), body), WebProblem.INVALID_FIELD, "metadata");
    }

    /** Where rows say who paid, nobody may be called as a source is. */
    @Test
    void nobodyIsCalledAsASource() {
        expectProblem(
                router.post("/v1/accounts", "{\"userId\":\"funding:bank\",\"currency\":\"EUR\"}"),
                WebProblem.INVALID_FIELD,
                "userId");
        expectProblem(
                router.transfer(router.key(), RunningRouter.body(router.wallet(0, 10), "funding:bank", 5)),
                WebProblem.INVALID_FIELD,
                "payee");
    }

    private ResponseSpec deposit(String key, String payee, long amount, String source) {
        return send("deposits", key, """
                {"payee":"%s","amount":%d,"currency":"EUR","source":"%s","reference":"Salary","metadata":{"n":7}}""".formatted(payee, amount, source));
    }

    private ResponseSpec withdraw(String key, String payer, long amount, String destination) {
        return send("withdrawals", key, """
                {"payer":"%s","amount":%d,"currency":"EUR","destination":"%s"}""".formatted(payer, amount, destination));
    }

    private ResponseSpec send(String call, String key, String body) {
        return router.http
                .post()
                .uri("/v1/" + call)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }
}
