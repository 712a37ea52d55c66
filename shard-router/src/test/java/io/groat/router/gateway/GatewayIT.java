package io.groat.router.gateway;

import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.db.Rows;
import io.groat.engine.ShardGateway;
import io.groat.infra.testservers.TestServers;
import io.groat.refusal.Refusal;
import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Orders that a gateway takes, which behaves as badly as real ones: both shapes of the sandbox. */
class GatewayIT {

    private static final String CARD = "4242424242424242";

    private final SandboxedRouter both = SandboxedRouter.shared();
    private final SandboxProcess sandbox = both.sandbox();
    private final RunningRouter router = both.router();

    /** Whatever comes, and however often: the wallet has what was ordered, once. */
    @ParameterizedTest
    @CsvSource({
        // method, how the gateway behaves, payments put aside
        "upi,  pay,           0",
        "card, pay,           0",
        "upi,  repeat,        0",
        "card, repeat,        0",
        "upi,  out-of-order,  0",
        "card, out-of-order,  0",
        "upi,  bad-signature, 0",
        "card, bad-signature, 0",
        "upi,  truncated,     0",
        "card, truncated,     0",
        "upi,  old,           0",
        "card, old,           0",
        "upi,  never,         0",
        "card, never,         0",
        "upi,  twice,         1",
    })
    void aPaidOrderIsCreditedOnce(String method, String how, int aside) {
        String user = router.wallet(1, 0);
        Taken order = order(user, 500, method);

        sandbox.pay(order.providerId, how);

        awaitStatus(order.id, "CREDITED");
        Awaitility.await()
                .untilAsserted(() -> assertThat(readAll(get(order.id), "$.payments[*].movementId"))
                        .hasSize(1 + aside));
        assertThat(router.balance(user)).isEqualTo(500);
        assertThat(readAll(get(order.id), "$.payments[*].suspended")).hasSize(aside);
    }

    @Test
    void anotherAmountIsPutAside() {
        String user = router.wallet(2, 0);
        Taken order = order(user, 500, "upi");

        sandbox.pay(order.providerId, "wrong-amount");

        Awaitility.await()
                .untilAsserted(() -> assertThat(readAll(get(order.id), "$.payments[*].suspended"))
                        .containsExactly("AMOUNT_DIFFERS"));
        assertThat(router.balance(user)).isZero();
    }

    @Test
    void anOrderThatIsDeclinedMayStillBePaid() {
        String user = router.wallet(3, 0);
        Taken order = order(user, 500, "upi");
        sandbox.pay(order.providerId, "decline");
        awaitStatus(order.id, "PENDING");

        sandbox.pay(order.providerId, "pay");

        awaitStatus(order.id, "CREDITED");
        assertThat(router.balance(user)).isEqualTo(500);
    }

    /** What it has not told by then it tells when it is back; and an order that is made meanwhile waits for it. */
    @Test
    void aGatewayThatIsKilledDelaysAndLosesNothing() {
        String user = router.wallet(0, 0);
        Taken order = order(user, 500, "upi");
        sandbox.pay(order.providerId, "never");
        sandbox.kill();
        expectProblem(create("again-" + user, body(user, 70, "card")), Refusal.GATEWAY_UNAVAILABLE, "method");

        both.startSandbox();

        awaitStatus(order.id, "CREDITED");
        ResponseSpec again = create("again-" + user, body(user, 70, "card"));
        again.expectStatus().isCreated().expectHeader().valueEquals("Idempotency-Replayed", "true");
        assertThat(read(again, "$.gateway")).isEqualTo("stripe");
        assertThat(router.balance(user)).isEqualTo(500);
    }

    /** All get one answer, which says nothing. */
    @Test
    void whatIsNotSignedIsTurnedDown() {
        String body = "{\"event\":\"payment.captured\",\"id\":\"evt_1\"}";
        expectProblem(webhook("razorpay", body, "X-Razorpay-Event-Id", "e1"), WebProblem.UNAUTHENTICATED);
        expectProblem(
                webhook("razorpay", body, "X-Razorpay-Event-Id", "e1", "X-Razorpay-Signature", "00"),
                WebProblem.UNAUTHENTICATED);
        expectProblem(
                webhook(
                        "razorpay",
                        body + " ",
                        "X-Razorpay-Event-Id",
                        "e1",
                        "X-Razorpay-Signature",
                        WebhookSignature.of(SandboxProcess.RAZORPAY_WEBHOOKS, body)),
                WebProblem.UNAUTHENTICATED);
        expectProblem(webhook("stripe", body), WebProblem.UNAUTHENTICATED);
        // Ahead by more than the machine may take to send it.
        for (long age : new long[] {301, -400}) {
            String time = Long.toString(Instant.now().getEpochSecond() - age);
            expectProblem(
                    webhook(
                            "stripe",
                            body,
                            "Stripe-Signature",
                            "t=" + time + ",v1="
                                    + WebhookSignature.of(SandboxProcess.STRIPE_WEBHOOKS, time + "." + body)),
                    WebProblem.UNAUTHENTICATED);
        }
        expectProblem(webhook("nobody", body), WebProblem.NOT_FOUND, "name");
    }

    /**
     * What was told once is told again under another id, which nobody has signed; and what came before comes after: a try that
     * failed.
     */
    @Test
    void whatIsReplayedOrComesTooLateChangesNothing() {
        String user = router.wallet(2, 0);
        Taken order = order(user, 500, "upi");
        String captured = told("payment.captured", order, "pay_" + order.id, "captured");
        String failed = told("payment.failed", order, "pay_failed_" + order.id, "failed");

        tell("first-" + order.id, captured);
        awaitStatus(order.id, "CREDITED");
        tell("first-" + order.id, captured);
        tell("again-" + order.id, captured);
        tell("late-" + order.id, failed);

        Awaitility.await().untilAsserted(() -> assertThat(workedOff(order.id)).isEqualTo(3));
        assertThat(read(get(order.id), "$.status")).isEqualTo("CREDITED");
        assertThat(readAll(get(order.id), "$.payments[*].id")).containsExactly("pay_" + order.id);
        assertThat(router.balance(user)).isEqualTo(500);
    }

    private static String told(String event, Taken order, String payment, String status) {
        return "{\"event\":\"" + event + "\",\"payload\":{\"payment\":{\"entity\":{\"id\":\"" + payment
                + "\",\"order_id\":\"" + order.providerId + "\",\"amount\":500,\"currency\":\"EUR\",\"status\":\""
                + status
                + "\"}}}}";
    }

    private void tell(String eventId, String body) {
        webhook(
                        "razorpay",
                        body,
                        "X-Razorpay-Event-Id",
                        eventId,
                        "X-Razorpay-Signature",
                        WebhookSignature.of(SandboxProcess.RAZORPAY_WEBHOOKS, body))
                .expectStatus()
                .isOk();
    }

    /** How many events about that order have been worked off. */
    private int workedOff(String order) {
        return router.bean(ShardGateway.class)
                .onAll(shard -> shard.database()
                        .read(
                                "SELECT event_id FROM gateway_events WHERE event_id LIKE ? AND try_at IS NULL",
                                statement -> statement.bind(0, "%" + order),
                                row -> Rows.getText(row, 0)))
                .flatMapIterable(rows -> rows)
                .collectList()
                .blockOptional(TestServers.PATIENCE)
                .orElseThrow()
                .size();
    }

    /** What is signed and about nothing that there is changes nothing, however often it comes. */
    @Test
    void whatIsAboutNoOrderChangesNothing() {
        String body = "{\"event\":\"payment.captured\",\"payload\":{\"payment\":{\"entity\":{\"id\":\"pay_x\","
                + "\"order_id\":\"order_x\",\"amount\":100,\"currency\":\"EUR\",\"status\":\"captured\"}}}}";
        for (int time = 0; time < 3; time++) {
            webhook(
                            "razorpay",
                            body,
                            "X-Razorpay-Event-Id",
                            "about-nothing",
                            "X-Razorpay-Signature",
                            WebhookSignature.of("the-next-one", body))
                    .expectStatus()
                    .isOk();
        }
        assertThat(router.as(RunningRouter.ADMIN.text())
                        .get()
                        .uri("/v1/reconciliation")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody())
                .contains("\"balanced\":true");
    }

    @Test
    void whatIsWrongWithAnOrderIsSaid() {
        String user = router.wallet(1, 0);
        expectProblem(create("k1", body(user, 5, "bank")), Refusal.NO_GATEWAY, "method");
        expectProblem(create("k2", body(user, 1_000_001, "card")), Refusal.NO_GATEWAY, "method");
        expectProblem(create("k3", body("nobody-at-all", 5, "card")), Refusal.ACCOUNT_NOT_FOUND, "payee");
        expectProblem(create("k4", body(user, 5, "cash")), WebProblem.INVALID_FIELD, "method");
        expectProblem(
                create("k5", body(user, 5, "card").replace("}", ",\"returnUrl\":\"http://evil.example\"}")),
                WebProblem.INVALID_FIELD,
                "returnUrl");
        expectProblem(router.get("/v1/orders/" + user), Refusal.ORDER_NOT_FOUND, "id");
    }

    @Test
    void aUserOrdersForTheirOwnWalletsAlone() {
        String user = router.wallet(1, 0);
        WebTestClient own = router.as(RunningRouter.ISSUER.token(user, "user"));
        WebTestClient other = router.as(RunningRouter.ISSUER.token(router.wallet(2, 0), "user"));
        String id = read(create(own, "own-" + user, body(user, 5, "card")), "$.id");

        expectProblem(create(other, "other-" + user, body(user, 5, "card")), Refusal.ACCOUNT_NOT_FOUND, "payee");
        expectProblem(other.get().uri("/v1/orders/" + id).exchange(), Refusal.ORDER_NOT_FOUND, "id");
        assertThat(readAll(own.get().uri("/v1/orders").exchange(), "$.items[*].id"))
                .containsExactly(id);
        assertThat(readAll(router.get("/v1/orders?userId={user}&status=CREATED", user), "$.items[*].id"))
                .containsExactly(id);
    }

    /** A payer's card is the gateway's to know, and Groat's secrets are not in what it keeps of the gateway. */
    @Test
    void noCardsAndNoSecretsAreKept() {
        String user = router.wallet(1, 0);
        Taken order = order(user, 500, "card");
        sandbox.payByCard(order.providerId, CARD);
        awaitStatus(order.id, "CREDITED");

        List<String> kept = router.bean(ShardGateway.class)
                .onAll(shard -> shard.database()
                        .read(
                                "SELECT body FROM gateway_events UNION ALL"
                                        + " SELECT CONCAT_WS(' ', reference, checkout, reason, provider_id) FROM orders",
                                statement -> {},
                                row -> Rows.getText(row, 0)))
                .flatMapIterable(rows -> rows)
                .collectList()
                .blockOptional(TestServers.PATIENCE)
                .orElseThrow();

        assertThat(kept)
                .isNotEmpty()
                .allSatisfy(text ->
                        assertThat(text).doesNotContain(CARD, SandboxProcess.STRIPE_KEY, SandboxProcess.KEY_SECRET));
        assertThat(sandbox.state()).doesNotContain(CARD);
    }

    private record Taken(String id, String providerId) {}

    private Taken order(String user, long amount, String method) {
        ResponseSpec made = create(router.key(), body(user, amount, method));
        made.expectStatus().isCreated();
        String checkout = read(made, "$.checkoutUrl");
        return new Taken(read(made, "$.id"), checkout.substring(checkout.lastIndexOf('/') + 1));
    }

    private void awaitStatus(String id, String status) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(read(get(id), "$.status")).isEqualTo(status));
    }

    private ResponseSpec get(String id) {
        return router.get("/v1/orders/" + id);
    }

    private static String body(String user, long amount, String method) {
        return "{\"payee\":\"" + user + "\",\"amount\":" + amount + ",\"currency\":\"EUR\",\"method\":\"" + method
                + "\"}";
    }

    private ResponseSpec create(String key, String body) {
        return create(router.as(RunningRouter.OPERATOR.text()), key, body);
    }

    private static ResponseSpec create(WebTestClient client, String key, String body) {
        return client.post()
                .uri("/v1/orders")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
    }

    private ResponseSpec webhook(String gateway, String body, String... headers) {
        return router.as("")
                .post()
                .uri("/v1/gateways/" + gateway + "/webhook")
                .headers(all -> {
                    all.set("Content-Type", "application/json");
                    for (int i = 0; i < headers.length; i += 2) {
                        all.set(headers[i], headers[i + 1]);
                    }
                })
                .bodyValue(body)
                .exchange();
    }
}
