package io.groat.router.gateway;

import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.db.Rows;
import io.groat.engine.ShardGateway;
import io.groat.infra.testservers.TestServers;
import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Payouts and refunds by a gateway that behaves as badly as real ones: both shapes of the sandbox. */
class PayoutIT {

    private static final String NUMBER = "98765432101";
    private static final String USUAL = "{\"payouts\":\"process\",\"payoutDelayMillis\":200,\"refunds\":\"process\","
            + "\"refundDelayMillis\":0,\"returnDelayMillis\":300,\"payoutsToReturn\":0}";

    private final SandboxedRouter both = SandboxedRouter.shared();
    private final SandboxProcess sandbox = both.sandbox();
    private final RunningRouter router = both.router();

    @AfterEach
    void behaveAgain() {
        sandbox.control("defaults", USUAL);
        sandbox.control("faults", "{\"pathPrefix\":\"/\",\"how\":\"off\"}");
    }

    @ParameterizedTest
    @CsvSource({
        // where to, what its owner sees of it
        "upi,  al…@okbank",
        "bank, HDFC …2101",
        "card, visa …",
    })
    void aPayoutArrives(String kind, String shown) {
        sandbox.control("defaults", USUAL);
        String user = router.wallet(1, 1000);
        String place = place(user, kind);
        ResponseSpec made = pay(router.key(), user, 300, place);
        made.expectStatus().isCreated();
        String id = read(made, "$.id");
        assertThat(read(made, "$.status")).isIn("SENT", "SETTLED");
        assertThat(read(made, "$.shown")).startsWith(shown);

        awaitStatus(id, "SETTLED");

        assertThat(router.balance(user)).isEqualTo(700);
        assertThat(atTheSandbox(id)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        // where to, how the bank behaves, how it ends
        "upi,  fail,   FAILED,   REFUSED_BY_BANK",
        "card, fail,   FAILED,   REFUSED_BY_BANK",
        "bank, return, RETURNED, RETURNED_BY_BANK",
        "card, return, RETURNED, RETURNED_BY_BANK",
    })
    void whatDoesNotArriveIsTheWalletsAgain(String kind, String how, String end, String reason) {
        sandbox.control("defaults", USUAL.replace("\"payouts\":\"process\"", "\"payouts\":\"" + how + "\""));
        String user = router.wallet(2, 1000);

        String id = read(pay(router.key(), user, 300, place(user, kind)), "$.id");
        awaitStatus(id, end);

        assertThat(read(get(id), "$.reason")).isEqualTo(reason);
        assertThat(router.balance(user)).isEqualTo(1000);
        assertThat(router.available(user)).isEqualTo(1000);
    }

    /** The gateway has sent it, and its answer is lost: it is asked, and has one payout. */
    @ParameterizedTest
    @CsvSource({"upi, /razorpay/v1/payouts", "card, /stripe/v1/payouts"})
    void aLostAnswerIsAskedFor(String kind, String path) {
        sandbox.control("defaults", USUAL);
        String user = router.wallet(3, 1000);
        String place = place(user, kind);
        sandbox.control("faults", "{\"pathPrefix\":\"" + path + "\",\"how\":\"lose-answer\",\"times\":1}");

        String id = read(pay(router.key(), user, 300, place), "$.id");
        awaitStatus(id, "SETTLED");

        assertThat(router.balance(user)).isEqualTo(700);
        assertThat(atTheSandbox(id)).hasSize(1);
    }

    /** Whether it does nobody knows: its money stays reserved, and it can't be called off. */
    @Test
    void anErrorIsNoAnswer() {
        String user = router.wallet(0, 1000);
        String place = place(user, "upi");
        sandbox.control("faults", "{\"pathPrefix\":\"/razorpay/v1/payouts\",\"how\":\"error500\",\"times\":1}");

        ResponseSpec made = pay(router.key(), user, 300, place);

        assertThat(read(made, "$.status")).isEqualTo("SENDING");
        assertThat(router.available(user)).isEqualTo(700);
        expectProblem(decide(read(made, "$.id"), "cancel"), Refusal.PAYOUT_UNDER_WAY, "id");
    }

    @Test
    void whatCouldNotBeSentWaitsAndCanBeCalledOff() {
        String user = router.wallet(1, 1000);
        String place = place(user, "upi");
        sandbox.kill();
        try {
            ResponseSpec first = pay(router.key(), user, 300, place);
            assertThat(read(first, "$.status")).isEqualTo("RESERVED");
            String id = read(first, "$.id");
            decide(id, "cancel").expectStatus().isOk();
            assertThat(read(get(id), "$.status")).isEqualTo("FAILED");
            assertThat(router.available(user)).isEqualTo(1000);
        } finally {
            both.startSandbox();
        }
    }

    @ParameterizedTest
    @CsvSource({"upi", "card"})
    void anOrderGoesBackToWhereItWasPaidFrom(String method) {
        String user = router.wallet(2, 0);
        String order = paidOrder(user, method, "pay");

        ResponseSpec part = refund(order, "{\"amount\":200}");
        part.expectStatus().isCreated();
        awaitStatus(read(part, "$.id"), "SETTLED");
        assertThat(router.balance(user)).isEqualTo(300);
        expectProblem(refund(order, "{\"amount\":301}"), Refusal.REFUND_TOO_LARGE);
        awaitStatus(read(refund(order, "{}"), "$.id"), "SETTLED");
        assertThat(router.balance(user)).isZero();
        expectProblem(refund(order, "{}"), Refusal.ALREADY_REFUNDED, "id");
        assertThat(readAll(router.get("/v1/orders/" + order + "/refunds"), "$.items[*].amount"))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"upi", "card"})
    void aRefundThatFailsIsTheWalletsAgain(String method) {
        String user = router.wallet(3, 0);
        String order = paidOrder(user, method, "refund-fails");

        String id = read(refund(order, "{}"), "$.id");
        awaitStatus(id, "FAILED");

        assertThat(router.balance(user)).isEqualTo(500);
        assertThat(read(get(id), "$.returnId")).isNotBlank();
    }

    @Test
    void whatIsWrongWithADestinationIsSaid() {
        String user = router.wallet(1, 0);
        expectProblem(add(user, upi("invalid@okbank")), Refusal.DESTINATION_REFUSED, "kind");
        expectProblem(add(user, card("tok_invalid")), Refusal.DESTINATION_REFUSED, "kind");
        expectProblem(add(user, card("4242424242424242")), WebProblem.INVALID_FIELD, "token");
        expectProblem(add(user, upi("nobody")), WebProblem.INVALID_FIELD, "upi");
        expectProblem(add(user, "{\"kind\":\"upi\",\"currency\":\"EUR\"}"), WebProblem.INVALID_FIELD, "upi");
        expectProblem(
                add(user, upi("a.b@okbank").replace("}", ",\"token\":\"tok_1\"}")), WebProblem.INVALID_FIELD, "token");
        expectProblem(add(user, upi("a.b@okbank").replace("EUR", "USD")), Refusal.NO_GATEWAY, "kind");
        add(user, upi("a.b@okbank")).expectStatus().isCreated();
        expectProblem(add(user, upi("a.b@okbank")), Refusal.DESTINATION_EXISTS);
        String id = read(router.get("/v1/users/" + user + "/destinations"), "$.items[0].id");
        router.http
                .delete()
                .uri("/v1/users/" + user + "/destinations/" + id)
                .exchange()
                .expectStatus()
                .isNoContent();
        expectProblem(
                router.get("/v1/users/" + user + "/destinations/" + id),
                Refusal.DESTINATION_NOT_FOUND,
                "destinationId");
        expectProblem(pay(router.key(), user, 1, id), Refusal.DESTINATION_NOT_FOUND, "destination");
    }

    /** A user keeps and pays what is theirs; somebody's else is not there. */
    @Test
    void aUserPaysOutToTheirOwn() {
        String user = router.wallet(1, 1000);
        String place = place(user, "upi");
        WebTestClient own = router.as(RunningRouter.ISSUER.token(user, "user"));
        WebTestClient other = router.as(RunningRouter.ISSUER.token(router.wallet(2, 0), "user"));
        String id = read(pay(own, "own-" + user, user, 5, place), "$.id");

        expectProblem(pay(other, "other-" + user, user, 5, place), Refusal.ACCOUNT_NOT_FOUND, "payer");
        expectProblem(other.get().uri("/v1/payouts/" + id).exchange(), Refusal.PAYOUT_NOT_FOUND, "id");
        expectProblem(other.get().uri("/v1/users/" + user + "/destinations").exchange(), WebProblem.NOT_FOUND, "id");
        assertThat(readAll(own.get().uri("/v1/payouts").exchange(), "$.items[*].id"))
                .containsExactly(id);
        expectProblem(own.post().uri("/v1/payouts/" + id + "/approve").exchange(), WebProblem.FORBIDDEN);
    }

    /** What a destination is exactly is in no table and in no answer. */
    @Test
    void destinationsAreSealed() {
        String user = router.wallet(3, 1000);
        String place = place(user, "bank");
        ResponseSpec made = pay(router.key(), user, 10, place);
        awaitStatus(read(made, "$.id"), "SETTLED");

        List<String> kept = router.bean(ShardGateway.class)
                .onAll(shard -> shard.database()
                        .read(
                                "SELECT CONCAT_WS(' ', shown, sealed, fingerprint, label, holder) FROM destinations"
                                        + " UNION ALL SELECT CONCAT_WS(' ', shown, reference, reason, provider_id) FROM payouts"
                                        + " UNION ALL SELECT body FROM gateway_events",
                                statement -> {},
                                row -> Rows.getText(row, 0)))
                .flatMapIterable(rows -> rows)
                .collectList()
                .blockOptional(TestServers.PATIENCE)
                .orElseThrow();

        assertThat(kept).isNotEmpty().allSatisfy(text -> assertThat(text).doesNotContain(NUMBER, "alice.b"));
    }

    private String paidOrder(String user, String method, String how) {
        ResponseSpec made = router.http
                .post()
                .uri("/v1/orders")
                .header("Idempotency-Key", router.key())
                .header("Content-Type", "application/json")
                .bodyValue("{\"payee\":\"" + user + "\",\"amount\":500,\"currency\":\"EUR\",\"method\":\"" + method
                        + "\"}")
                .exchange();
        String checkout = read(made, "$.checkoutUrl");
        sandbox.pay(checkout.substring(checkout.lastIndexOf('/') + 1), how);
        String id = read(made, "$.id");
        Awaitility.await()
                .untilAsserted(() -> assertThat(read(router.get("/v1/orders/" + id), "$.status"))
                        .isEqualTo("CREDITED"));
        return id;
    }

    private ResponseSpec refund(String order, String body) {
        return router.http
                .post()
                .uri("/v1/orders/" + order + "/refunds")
                .header("Idempotency-Key", router.key())
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
    }

    private String place(String user, String kind) {
        String body = switch (kind) {
            case "upi" -> upi("alice.b@okbank");
            case "card" -> card("tok_of_" + user.replaceAll("[^A-Za-z0-9]", ""));
            default ->
                "{\"kind\":\"bank\",\"currency\":\"EUR\",\"bank\":{\"number\":\"" + NUMBER
                        + "\",\"ifsc\":\"HDFC0000001\",\"name\":\"Alice B\"}}";
        };
        ResponseSpec added = add(user, body);
        added.expectStatus().isCreated();
        return read(added, "$.id");
    }

    private static String upi(String id) {
        return "{\"kind\":\"upi\",\"currency\":\"EUR\",\"upi\":\"" + id + "\"}";
    }

    private static String card(String token) {
        return "{\"kind\":\"card\",\"currency\":\"EUR\",\"token\":\"" + token + "\"}";
    }

    private ResponseSpec add(String user, String body) {
        return router.http
                .post()
                .uri("/v1/users/" + user + "/destinations")
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
    }

    private ResponseSpec pay(String key, String user, long amount, String place) {
        return pay(router.http, key, user, amount, place);
    }

    private static ResponseSpec pay(WebTestClient client, String key, String user, long amount, String place) {
        return client.post()
                .uri("/v1/payouts")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .bodyValue("{\"payer\":\"" + user + "\",\"amount\":" + amount
                        + ",\"currency\":\"EUR\",\"destination\":\"" + place + "\"}")
                .exchange();
    }

    private ResponseSpec decide(String id, String what) {
        return router.http.post().uri("/v1/payouts/" + id + "/" + what).exchange();
    }

    private ResponseSpec get(String id) {
        return router.get("/v1/payouts/" + id);
    }

    private void awaitStatus(String id, String status) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(read(get(id), "$.status")).isEqualTo(status));
    }

    private List<String> atTheSandbox(String payoutId) {
        return JsonPath.read(sandbox.state(), "$.payouts[?(@.reference=='" + payoutId + "')].id");
    }
}
