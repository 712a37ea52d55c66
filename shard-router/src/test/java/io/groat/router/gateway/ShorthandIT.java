package io.groat.router.gateway;

import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static io.groat.router.RunningRouter.readObject;
import static io.groat.router.RunningRouter.readOne;
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
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** The short calls about orders: each gives what its long call gives, and is refused as that is. */
class ShorthandIT {

    private final SandboxedRouter both = SandboxedRouter.shared();
    private final SandboxProcess sandbox = both.sandbox();
    private final RunningRouter router = both.router();

    /** Under one key the long call finds the order that the short one made. */
    @ParameterizedTest
    @CsvSource({
        // who is paid, the method that the short call names, the one that it stands for
        "payee,  ,     upi",
        "userId, ,     upi",
        "payee,  upi,  upi",
        "userId, card, card",
    })
    void anOrderIsTheSame(String field, @Nullable String method, String stands) {
        String user = router.wallet(1, 0);
        String key = router.key();
        String rest = ",\"amount\":500,\"currency\":\"EUR\",\"reference\":\"Top-up\"";

        ResponseSpec made = post(
                "/payments/create-order",
                key,
                "{\"" + field + "\":\"" + user + "\"" + rest
                        + (method == null ? "}" : ",\"method\":\"" + method + "\"}"));
        Map<String, @Nullable Object> order = readObject(made.expectStatus().isCreated());
        ResponseSpec found =
                post("/v1/orders", key, "{\"payee\":\"" + user + "\"" + rest + ",\"method\":\"" + stands + "\"}");

        found.expectStatus().isCreated().expectHeader().valueEquals("Idempotency-Replayed", "true");
        assertThat(readObject(found)).isEqualTo(order);
        made.expectHeader().location("/v1/orders/" + order.get("id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what it asks for, with USER for one who is there | the refusal | its field
                "{\"payee\":\"nobody-at-all\",\"amount\":5,\"currency\":\"EUR\"}           | ACCOUNT_NOT_FOUND | payee",
                "{\"userId\":\"nobody-at-all\",\"amount\":5,\"currency\":\"EUR\"}          | ACCOUNT_NOT_FOUND | userId",
                "{\"userId\":\"USER\",\"payee\":\"USER\",\"amount\":5,\"currency\":\"EUR\"}| INVALID_FIELD     | payee",
                "{\"amount\":5,\"currency\":\"EUR\"}                                       | INVALID_FIELD     | payee",
                "{\"userId\":\"funding:x\",\"amount\":5,\"currency\":\"EUR\"}              | INVALID_FIELD     | userId",
                "{\"userId\":\"USER\",\"amount\":5,\"currency\":\"ABC\"}                   | UNKNOWN_CURRENCY  | currency",
                "{\"userId\":\"USER\",\"amount\":0,\"currency\":\"EUR\"}                   | INVALID_AMOUNT    | amount",
                "{\"userId\":\"USER\",\"amount\":5,\"currency\":\"EUR\",\"method\":\"bank\"}| NO_GATEWAY       | method",
                "{\"userId\":\"USER\",\"amount\":5,\"currency\":\"EUR\",\"method\":\"cash\"}| INVALID_FIELD    | method",
                "{\"userId\":\"USER\",\"amount\":5,\"currency\":\"EUR\",\"card\":\"4242\"} | UNKNOWN_FIELD     | card",
            })
    void whatIsWrongWithAnOrderIsSaid(String body, String code, String field) {
        String user = router.wallet(1, 0);
        expectProblem(
                post("/payments/create-order", router.key(), body.replace("USER", user)),
                RunningRouter.code(code),
                field);
    }

    @Test
    void aKeyIsNeededWhereMoneyMoves() {
        String user = router.wallet(1, 0);
        expectProblem(router.post("/payments/create-order", order(user, "upi")), Refusal.IDEMPOTENCY_KEY_MISSING);
        String id = read(post("/payments/create-order", router.key(), order(user, "upi")), "$.id");
        sandbox.pay(providerId(id), "pay");
        awaitCredited(id);
        expectProblem(router.post("/payments/refund", "{\"orderId\":\"" + id + "\"}"), Refusal.IDEMPOTENCY_KEY_MISSING);
    }

    @Test
    void wherePayersPayIsShownWhileItCanBePaid() {
        String user = router.wallet(2, 0);
        String id = read(post("/payments/create-order", router.key(), order(user, "upi")), "$.id");

        ResponseSpec open = router.post("/payments/process-upi", "{\"orderId\":\"" + id + "\"}");
        assertThat(read(open, "$.checkoutUrl")).contains("/pay/order_");
        assertThat(readObject(router.post("/payments/process-upi", "{\"orderId\":\"" + id + "\"}")))
                .isEqualTo(readObject(router.get("/v1/orders/" + id)));
        sandbox.pay(providerId(id), "pay");
        awaitCredited(id);

        assertThat(readObject(router.post("/payments/process-upi", "{\"orderId\":\"" + id + "\"}")))
                .isEqualTo(readObject(router.get("/v1/orders/" + id)))
                .containsEntry("status", "CREDITED")
                .doesNotContainKeys("checkoutUrl", "upiIntent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"card", "number", "cvv", "vpa", "bank"})
    void dataOfCardsAndBanksAreTurnedDown(String field) {
        String id = read(post("/payments/create-order", router.key(), order(router.wallet(2, 0), "upi")), "$.id");
        expectProblem(
                router.post(
                        "/payments/process-upi", "{\"orderId\":\"" + id + "\",\"" + field + "\":\"4242424242424242\"}"),
                WebProblem.UNKNOWN_FIELD,
                field);
    }

    @Test
    void whatIsPaidOtherwiseIsNotPaidByUpi() {
        String id = read(post("/payments/create-order", router.key(), order(router.wallet(2, 0), "card")), "$.id");
        expectProblem(
                router.post("/payments/process-upi", "{\"orderId\":\"" + id + "\"}"),
                WebProblem.INVALID_FIELD,
                "orderId");
    }

    /** And how it stands is the order and its refunds, as the long calls have them. */
    @Test
    void aRefundIsTheSame() {
        String user = router.wallet(3, 0);
        String id = read(post("/payments/create-order", router.key(), order(user, "card")), "$.id");
        expectProblem(refund(router.key(), id, ""), Refusal.ORDER_NOT_PAID, "orderId");
        sandbox.pay(providerId(id), "pay");
        awaitCredited(id);
        String key = router.key();

        ResponseSpec made = refund(key, id, ",\"amount\":200");
        String refund = read(made.expectStatus().isCreated(), "$.id");
        ResponseSpec found = post("/v1/orders/" + id + "/refunds", key, "{\"amount\":200}");

        found.expectStatus().isCreated().expectHeader().valueEquals("Idempotency-Replayed", "true");
        assertThat(read(found, "$.id")).isEqualTo(refund);
        expectProblem(refund(router.key(), id, ",\"amount\":301"), Refusal.REFUND_TOO_LARGE);
        refund(router.key(), id, "").expectStatus().isCreated();
        expectProblem(refund(router.key(), id, ""), Refusal.ALREADY_REFUNDED, "orderId");
        Awaitility.await()
                .untilAsserted(() -> assertThat(readAll(router.get("/payments/status/" + id), "$.refunds[*].status"))
                        .containsOnly("SETTLED", "FAILED"));
        Map<String, @Nullable Object> all = readObject(router.get("/payments/status/" + id));
        Map<String, @Nullable Object> whole = readObject(router.get("/v1/orders/" + id));
        assertThat(all).containsAllEntriesOf(whole).hasSize(whole.size() + 1);
        assertThat(all.get("refunds")).isEqualTo(readOne(router.get("/v1/orders/" + id + "/refunds"), "$.items"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&status=CREATED", "&status=CREDITED", "&limit=1", "&limit=2"})
    void historyIsThePageOfOrders(String query) {
        String user = router.wallet(0, 0);
        for (String method : List.of("upi", "card", "upi")) {
            post("/payments/create-order", router.key(), order(user, method))
                    .expectStatus()
                    .isCreated();
        }
        String shown = "?userId=" + user + query;
        Map<String, @Nullable Object> page = readObject(router.get("/payments/history" + shown));
        assertThat(page).isEqualTo(readObject(router.get("/v1/orders" + shown)));
        if (page.get("next") instanceof String next) {
            assertThat(readObject(router.get("/payments/history" + shown + "&cursor=" + next)))
                    .isEqualTo(readObject(router.get("/v1/orders" + shown + "&cursor=" + next)))
                    .isNotEqualTo(page);
        }
        expectProblem(router.get("/payments/history?user=" + user), WebProblem.UNKNOWN_FIELD, "user");
    }

    @Test
    void whatIsAnothersIsNotThere() {
        String user = router.wallet(1, 0);
        WebTestClient own = router.as(RunningRouter.ISSUER.token(user, "user"));
        WebTestClient other = router.as(RunningRouter.ISSUER.token(router.wallet(2, 0), "user"));
        WebTestClient analyst = router.as(RunningRouter.ANALYST.text());
        String id = read(post(own, "/payments/create-order", router.key(), order(user, "upi")), "$.id");
        String named = "{\"orderId\":\"" + id + "\"}";

        expectProblem(
                post(other, "/payments/create-order", router.key(), order(user, "upi")),
                Refusal.ACCOUNT_NOT_FOUND,
                "userId");
        expectProblem(post(other, "/payments/process-upi", router.key(), named), Refusal.ORDER_NOT_FOUND, "orderId");
        expectProblem(post(other, "/payments/refund", router.key(), named), Refusal.ORDER_NOT_FOUND, "orderId");
        expectProblem(other.get().uri("/payments/status/" + id).exchange(), Refusal.ORDER_NOT_FOUND, "id");
        expectProblem(
                other.get().uri("/payments/history?userId=" + user).exchange(), Refusal.ACCOUNT_NOT_FOUND, "userId");
        assertThat(readAll(own.get().uri("/payments/history").exchange(), "$.items[*].id"))
                .containsExactly(id);
        assertThat(read(analyst.get().uri("/payments/status/" + id).exchange(), "$.id"))
                .isEqualTo(id);
        expectProblem(post(analyst, "/payments/refund", router.key(), named), WebProblem.FORBIDDEN);
        expectProblem(post(analyst, "/payments/create-order", router.key(), order(user, "upi")), WebProblem.FORBIDDEN);
        expectProblem(router.as("").get().uri("/payments/status/" + id).exchange(), WebProblem.UNAUTHENTICATED);
        expectProblem(router.get("/payments/status/" + user), Refusal.ORDER_NOT_FOUND, "id");
    }

    /** Told at the one address and at its own, under one id, it is one event. */
    @Test
    void whoeverSignedAWebhookIsWhoTellsIt() {
        String user = router.wallet(1, 0);
        String id = read(post("/payments/create-order", router.key(), order(user, "upi")), "$.id");
        String event = "told-short-" + id;
        String body = "{\"event\":\"payment.captured\",\"payload\":{\"payment\":{\"entity\":{\"id\":\"pay_short\","
                + "\"order_id\":\"" + providerId(id)
                + "\",\"amount\":500,\"currency\":\"EUR\",\"status\":\"captured\"}}}}";
        Map<String, String> signed = WebhookSignature.razorpay(SandboxProcess.RAZORPAY_WEBHOOKS, event, body);

        tell("/payments/webhook", body, signed).expectStatus().isOk();
        awaitCredited(id);
        tell("/v1/gateways/razorpay/webhook", body, signed).expectStatus().isOk();
        tell("/payments/webhook", body, signed).expectStatus().isOk();

        assertThat(router.balance(user)).isEqualTo(500);
        assertThat(gatewaysOf(event)).containsExactly("razorpay");
    }

    @Test
    void theOtherShapeIsKnownByItsSignature() {
        String body =
                "{\"id\":\"evt_short_1\",\"type\":\"checkout.session.expired\",\"data\":{\"object\":{\"id\":\"cs_none\"}}}";
        Map<String, String> signed = WebhookSignature.stripe(SandboxProcess.STRIPE_WEBHOOKS, Instant.now(), body);

        tell("/payments/webhook", body, signed).expectStatus().isOk();

        assertThat(gatewaysOf("evt_short_1")).containsExactly("stripe");
    }

    @Test
    void whatNobodySignedGetsTheSameAnswer() {
        String body = "{\"event\":\"payment.captured\",\"id\":\"evt_1\"}";
        Instant now = Instant.now();
        for (Map<String, String> headers : List.of(
                Map.<String, String>of(),
                WebhookSignature.razorpay(SandboxProcess.STRIPE_WEBHOOKS, "e1", body),
                WebhookSignature.razorpay(SandboxProcess.RAZORPAY_WEBHOOKS, "e1", body + " "),
                WebhookSignature.razorpay(SandboxProcess.RAZORPAY_WEBHOOKS, "not an id", body),
                WebhookSignature.stripe(SandboxProcess.RAZORPAY_WEBHOOKS, now, body),
                WebhookSignature.stripe(SandboxProcess.STRIPE_WEBHOOKS, now.minus(Duration.ofSeconds(301)), body))) {
            expectProblem(tell("/payments/webhook", body, headers), WebProblem.UNAUTHENTICATED)
                    .jsonPath("$.detail")
                    .isEqualTo("It is not signed as the gateway signs");
        }
        String cut = body.substring(0, 20);
        expectProblem(
                tell("/payments/webhook", cut, WebhookSignature.razorpay(SandboxProcess.RAZORPAY_WEBHOOKS, "e1", cut)),
                WebProblem.UNAUTHENTICATED);
        assertThat(gatewaysOf("e1")).isEmpty();
    }

    private List<String> gatewaysOf(String eventId) {
        return router.bean(ShardGateway.class)
                .onAll(shard -> shard.database()
                        .read(
                                "SELECT gateway FROM gateway_events WHERE event_id = ?",
                                statement -> statement.bind(0, eventId),
                                row -> Rows.getText(row, 0)))
                .flatMapIterable(rows -> rows)
                .collectList()
                .blockOptional(TestServers.PATIENCE)
                .orElseThrow();
    }

    private static String order(String user, String method) {
        return "{\"userId\":\"" + user + "\",\"amount\":500,\"currency\":\"EUR\",\"method\":\"" + method + "\"}";
    }

    private String providerId(String id) {
        String checkout = read(router.get("/v1/orders/" + id), "$.checkoutUrl");
        return checkout.substring(checkout.lastIndexOf('/') + 1);
    }

    private void awaitCredited(String id) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(read(router.get("/v1/orders/" + id), "$.status"))
                        .isEqualTo("CREDITED"));
    }

    private ResponseSpec refund(String key, String order, String rest) {
        return post("/payments/refund", key, "{\"orderId\":\"" + order + "\"" + rest + "}");
    }

    private ResponseSpec tell(String path, String body, Map<String, String> headers) {
        return router.as("")
                .post()
                .uri(path)
                .headers(all -> {
                    all.set("Content-Type", "application/json");
                    headers.forEach(all::set);
                })
                .bodyValue(body)
                .exchange();
    }

    private ResponseSpec post(String path, String key, String body) {
        return post(router.http, path, key, body);
    }

    private static ResponseSpec post(WebTestClient client, String path, String key, String body) {
        return client.post()
                .uri(path)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
    }
}
