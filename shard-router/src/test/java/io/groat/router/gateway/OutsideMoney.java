package io.groat.router.gateway;

import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.router.RunningRouter;
import java.util.List;
import org.awaitility.Awaitility;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Orders, payouts and destinations in EUR: the small language of tests that are about something else. */
record OutsideMoney(RunningRouter router, WebTestClient client) {

    /** As an operator makes them. */
    static OutsideMoney of(RunningRouter router) {
        return new OutsideMoney(router, router.http);
    }

    /** The same as whoever has that token does. */
    OutsideMoney as(String token) {
        return new OutsideMoney(router, router.as(token));
    }

    /** An order that is to be paid; its id. */
    String order(String user, long amountMinor, String method) {
        String key = router.key();
        String body = "{\"payee\":\"" + user + "\",\"amount\":" + amountMinor + ",\"currency\":\"EUR\",\"method\":\""
                + method + "\",\"reference\":\"Top-up <b>\"}";
        // Where the machine is so busy that the gateway is late, the same request tries again.
        return made(Awaitility.await().until(() -> post("/v1/orders", key, body), answer -> !isLate(answer)));
    }

    private static boolean isLate(ResponseSpec answer) {
        return HttpStatus.SERVICE_UNAVAILABLE.equals(
                answer.returnResult(Void.class).getStatus());
    }

    /** An order that was paid in that way, and is credited. */
    String credited(SandboxProcess sandbox, String user, long amountMinor, String how) {
        String id = order(user, amountMinor, "upi");
        String checkout = checkout(id);
        sandbox.pay(checkout.substring(checkout.lastIndexOf('/') + 1), how);
        awaitOrder(id, "CREDITED");
        return id;
    }

    /** An order that was paid, and not as it was ordered: nobody's wallet has the money. */
    String paidWrongly(SandboxProcess sandbox, String user, long amountMinor, String how) {
        String id = order(user, amountMinor, "upi");
        String checkout = checkout(id);
        sandbox.pay(checkout.substring(checkout.lastIndexOf('/') + 1), how);
        return id;
    }

    /** The case about that order, payout or dispute, once there is one; its id. */
    String caseOf(String item) {
        return Awaitility.await()
                .until(
                        () -> readAll(get("/v1/cases?itemId=" + item), "$.items[*].id").stream()
                                .map(Object::toString)
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
    }

    /** What the gateway calls the payment of an order. */
    String paymentOf(String order) {
        return read(get("/v1/orders/" + order), "$.payments[0].id");
    }

    /** Where its payer pays. */
    String checkout(String order) {
        return read(get("/v1/orders/" + order), "$.checkoutUrl");
    }

    /** A UPI id where that user is paid out to; the destination's id. */
    String destination(String user, String upi) {
        return made(post(
                "/v1/users/" + user + "/destinations",
                "{\"kind\":\"upi\",\"currency\":\"EUR\",\"label\":\"Salary <b>\",\"upi\":\"" + upi + "\"}"));
    }

    /** A payout; its id. */
    String payout(String user, long amountMinor, String destination) {
        return made(post(
                "/v1/payouts",
                "{\"payer\":\"" + user + "\",\"amount\":" + amountMinor + ",\"currency\":\"EUR\",\"destination\":\""
                        + destination + "\",\"reference\":\"Rent\"}"));
    }

    void awaitOrder(String id, String status) {
        await("/v1/orders/" + id, status);
    }

    void awaitPayout(String id, String status) {
        await("/v1/payouts/" + id, status);
    }

    void await(String path, String status) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(read(get(path), "$.status")).isEqualTo(status));
    }

    /** How much went back by each refund that was not turned down. */
    List<Integer> refundsOf(String order) {
        return RunningRouter.readOne(
                get("/v1/orders/" + order + "/refunds"), "$.items[?(@.status != 'FAILED')].amount");
    }

    List<String> destinationsOf(String user) {
        return readAll(get("/v1/users/" + user + "/destinations"), "$.items[*].id");
    }

    ResponseSpec get(String path) {
        return client.get().uri(path).exchange();
    }

    ResponseSpec post(String path, String body) {
        return post(path, router.key(), body);
    }

    private ResponseSpec post(String path, String key, String body) {
        return client.post()
                .uri(path)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .bodyValue(body)
                .exchange();
    }

    private static String made(ResponseSpec answer) {
        answer.expectStatus().isCreated();
        return read(answer, "$.id");
    }
}
