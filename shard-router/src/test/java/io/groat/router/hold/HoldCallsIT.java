package io.groat.router.hold;

import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.infra.testservers.TestServers;
import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Money that is reserved, as callers see it. */
class HoldCallsIT {

    private final RunningRouter router = RunningRouter.shared();

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void moneyIsReservedCapturedAndLetGo(int payeeShard) {
        String payer = router.wallet(0, 1_000);
        String payee = router.wallet(payeeShard, 0);
        ResponseSpec made = hold(router.http, router.key(), payer, payee, 300, "");
        made.expectStatus().isCreated().expectHeader().valueMatches("Location", "/v1/holds/[0-9a-f-]{36}");
        String body = new String(
                Objects.requireNonNull(made.expectBody().returnResult().getResponseBody()), StandardCharsets.UTF_8);
        assertThat(body)
                .contains("\"status\":\"AUTHORIZED\"", "\"amount\":300", "\"remaining\":300", "\"captures\":[]");
        String id = JsonPath.read(body, "$.id");
        router.get("/v1/accounts/{id}", router.accountOf(payer))
                .expectBody()
                .jsonPath("$.balance.posted")
                .isEqualTo(1_000)
                .jsonPath("$.balance.held")
                .isEqualTo(300)
                .jsonPath("$.balance.available")
                .isEqualTo(700);

        send(router.http, "/v1/holds/" + id + "/captures", router.key(), "{\"amount\":120}")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.kind")
                .isEqualTo("CAPTURE")
                .jsonPath("$.parentId")
                .isEqualTo(id)
                .jsonPath("$.amount")
                .isEqualTo(120);
        send(router.http, "/v1/holds/" + id + "/captures", router.key(), "{\"amount\":100,\"final\":true}")
                .expectStatus()
                .isCreated();

        router.get("/v1/holds/{id}", id)
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("CAPTURED")
                .jsonPath("$.captured")
                .isEqualTo(220)
                .jsonPath("$.released")
                .isEqualTo(80)
                .jsonPath("$.remaining")
                .isEqualTo(0)
                .jsonPath("$.captures.length()")
                .isEqualTo(2)
                .jsonPath("$.captures[0].amount")
                .isEqualTo(120);
        String capture = read(router.get("/v1/holds/{id}", id), "$.captures[0].id");
        router.get("/v1/transfers/{id}", capture)
                .expectBody()
                .jsonPath("$.refundable")
                .isEqualTo(120);
        assertThat(router.balance(payer)).isEqualTo(780);
        assertThat(router.balance(payee)).isEqualTo(220);
        assertThat(readAll(router.get("/v1/holds?userId={user}&status=CAPTURED", payee), "$.items[*].id"))
                .containsExactly(id);
        expectProblem(send(router.http, "/v1/holds/" + id + "/captures", router.key(), "{}"), Refusal.HOLD_ENDED);
    }

    @Test
    void aHoldIsIncreasedExtendedAndVoided() {
        String payer = router.wallet(0, 1_000);
        String id = read(hold(router.http, router.key(), payer, router.wallet(1, 0), 100, ""), "$.id");
        String key = router.key();
        Instant end = Instant.now().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.MILLIS);

        send(router.http, "/v1/holds/" + id + "/increments", key, "{\"amount\":50}")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.remaining")
                .isEqualTo(150);
        send(router.http, "/v1/holds/" + id + "/increments", key, "{\"amount\":50}")
                .expectHeader()
                .valueEquals("Idempotency-Replayed", "true")
                .expectBody()
                .jsonPath("$.remaining")
                .isEqualTo(150);
        assertThat(Instant.parse(read(
                        send(router.http, "/v1/holds/" + id + "/extend", "", "{\"expiresAt\":\"" + end + "\"}"),
                        "$.expiresAt")))
                .isEqualTo(end);
        for (int again = 0; again < 2; again++) {
            send(router.http, "/v1/holds/" + id + "/void", "", "")
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo("RELEASED");
        }
        router.get("/v1/accounts/{id}", router.accountOf(payer))
                .expectBody()
                .jsonPath("$.balance.held")
                .isEqualTo(0);
    }

    /** Within a second of its time, whoever asks, and told once. */
    @Test
    void aHoldExpires() {
        String payer = router.wallet(0, 1_000);
        String id = read(
                hold(router.http, router.key(), payer, router.wallet(1, 0), 100, ",\"expiresIn\":\"PT0.3S\""), "$.id");

        Awaitility.await()
                .atMost(TestServers.PATIENCE)
                .until(() -> read(router.get("/v1/holds/{id}", id), "$.status").equals("EXPIRED"));
        expectProblem(send(router.http, "/v1/holds/" + id + "/captures", router.key(), "{}"), Refusal.HOLD_EXPIRED);
        router.get("/v1/accounts/{id}", router.accountOf(payer))
                .expectBody()
                .jsonPath("$.balance.held")
                .isEqualTo(0);
    }

    @Test
    void aKeyReservesOnce() {
        String payer = router.wallet(0, 1_000);
        String payee = router.wallet(1, 0);
        String key = router.key();
        String first = read(hold(router.http, key, payer, payee, 100, ""), "$.id");

        ResponseSpec again = hold(router.http, key, payer, payee, 100, "");
        again.expectHeader().valueEquals("Idempotency-Replayed", "true");
        assertThat(read(again, "$.id")).isEqualTo(first);
        expectProblem(hold(router.http, key, payer, payee, 101, ""), Refusal.IDEMPOTENCY_CONFLICT, "amount");
        expectProblem(hold(router.http, router.key(), payer, payee, 901, ""), Refusal.INSUFFICIENT_FUNDS);
    }

    /** Who pays reserves, and who is paid captures and voids; to all others the hold is not there. */
    @Test
    void eachSideMayDoWhatIsTheirs() {
        String payer = router.wallet(0, 1_000);
        String payee = router.wallet(1, 0);
        String stranger = router.wallet(2, 0);
        String id = read(hold(user(payer), router.key(), payer, payee, 100, ""), "$.id");
        String uri = "/v1/holds/" + id;

        expectProblem(hold(user(payee), router.key(), payer, payee, 100, ""), Refusal.ACCOUNT_NOT_FOUND, "payer");
        expectProblem(send(user(payer), uri + "/captures", router.key(), "{\"amount\":1}"), WebProblem.FORBIDDEN);
        expectProblem(send(user(payer), uri + "/void", "", ""), WebProblem.FORBIDDEN);
        expectProblem(send(user(payee), uri + "/increments", router.key(), "{\"amount\":1}"), WebProblem.FORBIDDEN);
        expectProblem(send(user(stranger), uri + "/void", "", ""), Refusal.HOLD_NOT_FOUND, "id");
        send(user(payee), uri + "/captures", router.key(), "{\"amount\":1}")
                .expectStatus()
                .isCreated();
        send(user(payer), uri + "/increments", router.key(), "{\"amount\":1}")
                .expectStatus()
                .isCreated();
        user(payee).get().uri(uri).exchange().expectStatus().isOk();
        expectProblem(user(stranger).get().uri(uri).exchange(), Refusal.HOLD_NOT_FOUND, "id");
        assertThat(readAll(user(payee).get().uri("/v1/holds").exchange(), "$.items[*].id"))
                .containsExactly(id);
        expectProblem(
                user(payee).get().uri("/v1/holds?userId=" + payer).exchange(), Refusal.ACCOUNT_NOT_FOUND, "userId");
        send(user(payee), uri + "/void", "", "").expectStatus().isOk();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVALID_FIELD | expiresIn | ,'expiresIn':'soon'",
                "INVALID_FIELD | expiresIn | ,'expiresIn':'PT0S'",
                "INVALID_FIELD | expiresIn | ,'expiresIn':'-PT5M'",
                "INVALID_FIELD | expiresIn | ,'expiresIn':'P32D'",
                "INVALID_FIELD | expiresAt | ,'expiresAt':'2020-01-01T00:00:00Z'",
                "INVALID_FIELD | expiresAt | ,'expiresAt':'2999-01-01T00:00:00Z'",
                "INVALID_FIELD | expiresAt | ,'expiresAt':'tomorrow'",
                "INVALID_FIELD | expiresIn | ,'expiresAt':'2999-01-01T00:00:00Z','expiresIn':'PT1H'",
                "UNKNOWN_FIELD | memo      | ,'memo':'x'",
            })
    void refusesWhatItCantTake(String code, String field, String more) {
        expectProblem(
                hold(router.http, router.key(), "alice", "bob", 5, more.replace('\'', '"')),
                RunningRouter.code(code),
                field);
    }

    private WebTestClient user(String user) {
        return router.as(RunningRouter.ISSUER.token(user, "user"));
    }

    private static ResponseSpec hold(
            WebTestClient caller, String key, String payer, String payee, long amount, String more) {
        return send(
                caller,
                "/v1/holds",
                key,
                "{\"payer\":\"" + payer + "\",\"payee\":\"" + payee + "\",\"amount\":" + amount
                        + ",\"currency\":\"EUR\"" + more + "}");
    }

    private static ResponseSpec send(WebTestClient caller, String uri, String key, String body) {
        WebTestClient.RequestBodySpec request = caller.post().uri(uri).contentType(MediaType.APPLICATION_JSON);
        if (!key.isEmpty()) {
            request = request.header("Idempotency-Key", key);
        }
        return body.isEmpty() ? request.exchange() : request.bodyValue(body).exchange();
    }
}
