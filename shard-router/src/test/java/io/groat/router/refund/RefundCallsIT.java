package io.groat.router.refund;

import static io.groat.router.RunningRouter.body;
import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.testservers.TestServers;
import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Money that is given back, as callers see it. */
class RefundCallsIT {

    private final RunningRouter router = RunningRouter.shared();

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPartAndTheRest(int payeeShard) {
        String payer = router.wallet(0, 1_000);
        String payee = router.wallet(payeeShard, 0);
        String id = pay(payer, payee, 300);
        assertThat(RunningRouter.<Integer>readOne(router.get("/v1/transfers/{id}", id), "$.refundable"))
                .isEqualTo(300);

        refund(router.http, id, router.key(), "{\"amount\":120,\"reason\":\"Broken\",\"reference\":\"Note 7\"}")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches("Location", "/v1/transfers/[0-9a-f-]{36}")
                .expectBody()
                .jsonPath("$.kind")
                .isEqualTo("REFUND")
                .jsonPath("$.parentId")
                .isEqualTo(id)
                .jsonPath("$.status")
                .isEqualTo("COMPLETED")
                .jsonPath("$.payer")
                .isEqualTo(payee)
                .jsonPath("$.payee")
                .isEqualTo(payer)
                .jsonPath("$.amount")
                .isEqualTo(120)
                .jsonPath("$.description")
                .isEqualTo("Broken")
                .jsonPath("$.reference")
                .isEqualTo("Note 7");
        Awaitility.await()
                .atMost(TestServers.PATIENCE)
                .untilAsserted(() -> router.get("/v1/transfers/{id}", id)
                        .expectBody()
                        .jsonPath("$.refunded")
                        .isEqualTo(120)
                        .jsonPath("$.refundable")
                        .isEqualTo(180));
        ResponseSpec rest = refund(router.http, id, router.key(), "");
        rest.expectStatus().isCreated();
        assertThat(RunningRouter.<Integer>readOne(rest, "$.amount")).isEqualTo(180);
        expectProblem(refund(router.http, id, router.key(), "{}"), Refusal.ALREADY_REFUNDED, "id");

        assertThat(router.balance(payer)).isEqualTo(1_000);
        assertThat(router.balance(payee)).isZero();
        assertThat(readAll(router.get("/v1/accounts/{id}/entries", router.accountOf(payer)), "$.items[*].kind"))
                .containsExactly("REFUND", "REFUND", "TRANSFER", "OPENING");
    }

    @Test
    void aKeyGivesBackOnce() {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(1, 50);
        String id = pay(payer, payee, 100);
        String key = router.key();
        String first = read(refund(router.http, id, key, "{\"amount\":40}"), "$.id");

        ResponseSpec again = refund(router.http, id, key, "{\"amount\":40}");
        again.expectHeader().valueEquals("Idempotency-Replayed", "true");
        assertThat(read(again, "$.id")).isEqualTo(first);
        expectProblem(refund(router.http, id, key, "{\"amount\":41}"), Refusal.IDEMPOTENCY_CONFLICT, "amount");
        expectProblem(refund(router.http, id, router.key(), "{\"amount\":61}"), Refusal.REFUND_TOO_LARGE, "amount");
        assertThat(router.balance(payer)).isEqualTo(40);
    }

    @Test
    void aReversalTakesAllThatIsLeftFromAFrozenAccountAndIsAudited() {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(1, 0);
        String id = pay(payer, payee, 100);
        router.http
                .patch()
                .uri("/v1/accounts/{id}", router.accountOf(payee))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"status\":\"FROZEN\"}")
                .exchange()
                .expectStatus()
                .isOk();

        expectProblem(refund(router.http, id, router.key(), "{}"), Refusal.ACCOUNT_FROZEN);
        send(router.http, "/v1/transfers/" + id + "/reversal", router.key(), "{\"reason\":\"Stolen wallet\"}")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.kind")
                .isEqualTo("REVERSAL")
                .jsonPath("$.amount")
                .isEqualTo(100);

        assertThat(router.balance(payer)).isEqualTo(100);
        ResponseSpec trail = router.as(RunningRouter.ADMIN.text())
                .get()
                .uri("/v1/audit?userId={user}", payee)
                .exchange();
        assertThat(readAll(trail, "$.items[*].action")).contains("TRANSFER_REVERSED");
    }

    /** Who was paid, and operators; who paid is told so, and to strangers it is not there. */
    @Test
    void whoWasPaidGivesBack() {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(1, 0);
        String id = pay(payer, payee, 100);

        expectProblem(refund(user(payer), id, router.key(), "{}"), WebProblem.FORBIDDEN);
        expectProblem(refund(user(router.wallet(0, 0)), id, router.key(), "{}"), Refusal.TRANSFER_NOT_FOUND);
        expectProblem(
                send(user(payee), "/v1/transfers/" + id + "/reversal", router.key(), "{\"reason\":\"x\"}"),
                WebProblem.FORBIDDEN);
        refund(user(payee), id, router.key(), "{\"amount\":1}").expectStatus().isCreated();
    }

    @Test
    void whatIsNoPaymentThatHasArrivedIsNotRefunded() {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(1, 0);
        String refund = read(refund(router.http, pay(payer, payee, 10), router.key(), "{}"), "$.id");
        String deposit = read(send(router.http, "/v1/deposits", router.key(), """
                        {"payee":"%s","amount":5,"currency":"EUR","source":"bank"}""".formatted(payer)), "$.id");
        ResponseSpec poor = router.transfer(router.key(), body(payer, payee, 100_000));
        String failed = read(poor, "$.transferId");

        expectProblem(refund(router.http, refund, router.key(), "{}"), Refusal.REFUND_OF_REFUND, "id");
        expectProblem(refund(router.http, deposit, router.key(), "{}"), Refusal.REFUND_OF_DEPOSIT, "id");
        expectProblem(refund(router.http, failed, router.key(), "{}"), Refusal.REFUND_OF_FAILED, "id");
        expectProblem(
                refund(router.http, "0192f0a0-0000-7000-8000-000000000001", router.key(), "{}"),
                Refusal.TRANSFER_NOT_FOUND,
                "id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "refunds  | INVALID_AMOUNT | amount | {'amount':0}",
                "refunds  | INVALID_AMOUNT | amount | {'amount':-1}",
                "refunds  | INVALID_AMOUNT | amount | {'amount':1.5}",
                "refunds  | UNKNOWN_FIELD  | memo   | {'memo':'x'}",
                "refunds  | INVALID_FIELD  | reason | {'reason':7}",
                "reversal | MISSING_FIELD  | reason | {}",
                "reversal | INVALID_FIELD  | reason | {'reason':''}",
                "reversal | UNKNOWN_FIELD  | amount | {'reason':'x','amount':1}",
            })
    void refusesWhatItCantTake(String call, String code, String field, String body) {
        String id = pay(router.wallet(0, 10), router.wallet(1, 0), 10);
        expectProblem(
                send(router.http, "/v1/transfers/" + id + "/" + call, router.key(), body.replace('\'', '"')),
                RunningRouter.code(code),
                field);
    }

    private String pay(String payer, String payee, long amount) {
        ResponseSpec paid = router.transfer(router.key(), body(payer, payee, amount));
        paid.expectStatus().isCreated();
        return read(paid, "$.id");
    }

    private WebTestClient user(String user) {
        return router.as(RunningRouter.ISSUER.token(user, "user"));
    }

    private ResponseSpec refund(WebTestClient caller, String id, String key, String body) {
        return send(caller, "/v1/transfers/" + id + "/refunds", key, body);
    }

    private static ResponseSpec send(WebTestClient caller, String uri, String key, String body) {
        WebTestClient.RequestBodySpec request =
                caller.post().uri(uri).header("Idempotency-Key", key).contentType(MediaType.APPLICATION_JSON);
        return body.isEmpty() ? request.exchange() : request.bodyValue(body).exchange();
    }
}
