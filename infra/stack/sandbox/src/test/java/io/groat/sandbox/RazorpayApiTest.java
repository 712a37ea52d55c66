package io.groat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The first provider's API, shape by shape. */
class RazorpayApiTest {

    private final RunningSandbox sandbox;
    private final Client client;

    RazorpayApiTest(@TempDir Path folder) {
        sandbox = new RunningSandbox(folder);
        client = sandbox.client();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private JsonNode get(String path) {
        return client.razorpay("GET", path, null).ok();
    }

    private String paid() {
        return client.pay(client.order("r1"), "pay")
                .path("payments")
                .path(0)
                .path("id")
                .asString();
    }

    @Test
    void anOrderIsCreatedAttemptedAndPaid() {
        JsonNode order = client.razorpay(
                        "POST",
                        "/orders",
                        "{\"amount\":12345,\"currency\":\"INR\",\"receipt\":\"r1\",\"notes\":{\"user\":\"ann\"}}")
                .ok();
        String id = order.path("id").asString();
        assertThat(id).startsWith("order_");
        assertThat(order.path("entity").asString()).isEqualTo("order");
        assertThat(order.path("amount").asLong()).isEqualTo(12_345);
        assertThat(order.path("amount_paid").asLong()).isZero();
        assertThat(order.path("amount_due").asLong()).isEqualTo(12_345);
        assertThat(order.path("status").asString()).isEqualTo("created");
        assertThat(order.path("notes").path("user").asString()).isEqualTo("ann");
        assertThat(order.path("created_at").isIntegralNumber()).isTrue();

        client.pay(id, "decline");
        assertThat(get("/orders/" + id).path("status").asString()).isEqualTo("attempted");
        client.pay(id, "pay");
        JsonNode paid = get("/orders/" + id);
        assertThat(paid.path("status").asString()).isEqualTo("paid");
        assertThat(paid.path("amount_due").asLong()).isZero();
        assertThat(paid.path("attempts").asInt()).isEqualTo(2);

        JsonNode payments = get("/orders/" + id + "/payments");
        assertThat(payments.path("count").asInt()).isEqualTo(2);
        assertThat(payments.path("items"))
                .extracting(payment -> payment.path("status").asString())
                .containsExactlyInAnyOrder("failed", "captured");
        assertThat(get("/orders?receipt=r1").path("items").path(0).path("id").asString())
                .isEqualTo(id);
        assertThat(get("/orders?receipt=other").path("count").asInt()).isZero();
    }

    @Test
    void aPaymentHasItsFee() {
        JsonNode payment = get("/payments/" + paid());
        assertThat(payment.path("entity").asString()).isEqualTo("payment");
        assertThat(payment.path("method").asString()).isEqualTo("upi");
        assertThat(payment.path("fee").asLong()).isEqualTo(247); // 2 % of 12,345 is 246.9
        assertThat(payment.path("error_code").isNull()).isTrue();
    }

    @Test
    void theSameReceiptIsTheSameRefund() {
        String payment = paid();
        String path = "/payments/" + payment + "/refund";
        JsonNode refund = client.razorpay("POST", path, "{\"amount\":345,\"receipt\":\"f1\"}")
                .ok();
        assertThat(refund.path("id").asString()).startsWith("rfnd_");
        assertThat(refund.path("status").asString()).isEqualTo("processed");
        assertThat(client.razorpay("POST", path, "{\"amount\":345,\"receipt\":\"f1\"}")
                        .ok())
                .isEqualTo(refund);
        assertThat(client.razorpay("POST", path, "{\"amount\":346,\"receipt\":\"f1\"}")
                        .status())
                .isEqualTo(400);
        assertThat(client.razorpay("POST", path, "{\"amount\":12001,\"receipt\":\"f2\"}")
                        .status())
                .isEqualTo(400);
        client.razorpay("POST", path, null).ok();

        assertThat(get("/refunds/" + refund.path("id").asString())).isEqualTo(refund);
        assertThat(get("/payments/" + payment + "/refunds").path("items"))
                .extracting(one -> one.path("amount").asLong())
                .containsExactly(345L, 12_000L);
        assertThat(get("/payments/" + payment).path("status").asString()).isEqualTo("refunded");
        assertThat(sandbox.receiver().awaitTaken("refund.processed").path("contains"))
                .extracting(JsonNode::asString)
                .containsExactly("refund", "payment");
    }

    @Test
    void aPayoutIsMadeOnceAndArrivesByItself() {
        String body = Client.payoutJson(5_000, "w1", "bob@upi");
        JsonNode payout = client.razorpay("POST", "/payouts", body, "X-Payout-Idempotency", "k1")
                .ok();
        assertThat(payout.path("id").asString()).startsWith("pout_");
        assertThat(payout.path("status").asString()).isEqualTo("processing");
        assertThat(payout.path("utr").isNull()).isTrue();
        String again = client.razorpay("POST", "/payouts", body.replace("\n", ""), "X-Payout-Idempotency", "k1")
                .ok()
                .path("id")
                .asString();
        assertThat(again).isEqualTo(payout.path("id").asString());
        String other = Client.payoutJson(5_001, "w1", "bob@upi");
        assertThat(client.razorpay("POST", "/payouts", other, "X-Payout-Idempotency", "k1")
                        .status())
                .isEqualTo(400);
        assertThat(client.razorpay("POST", "/payouts", body).status()).isEqualTo(400);

        await().until(() -> get("/payouts/" + again).path("status").asString().equals("processed"));
        assertThat(get("/payouts?reference_id=w1")
                        .path("items")
                        .path(0)
                        .path("utr")
                        .asString())
                .matches("[0-9]{12}");
        sandbox.receiver().awaitTaken("payout.processed");
    }

    @ParameterizedTest
    @CsvSource({"ann@upi, active", "invalid.ann@upi, invalid"})
    void aDestinationIsValidated(String vpa, String status) {
        JsonNode validation = client.razorpay(
                        "POST",
                        "/fund_accounts/validations",
                        "{\"fund_account\":{\"account_type\":\"vpa\",\"vpa\":{\"address\":\"" + vpa + "\"}}}")
                .ok();
        assertThat(validation.path("id").asString()).startsWith("fav_");
        assertThat(validation.path("results").path("account_status").asString()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"amount\":1.5,\"currency\":\"INR\"}   | amount",
                "{\"amount\":\"5\",\"currency\":\"INR\"} | amount",
                "{\"amount\":0,\"currency\":\"INR\"}     | amount",
                "{\"currency\":\"INR\"}                  | amount",
                "{\"amount\":5,\"currency\":\"inr\"}     | currency",
                "{\"amount\":5,\"currency\":\"INR\",\"notes\":5} | notes"
            })
    void aBadFieldIsNamed(String body, String field) {
        Client.Answer answer = client.razorpay("POST", "/orders", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").path("code").asString()).isEqualTo("BAD_REQUEST_ERROR");
        assertThat(answer.json().path("error").path("field").asString()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /orders/order_none, 400",
        "GET,  /payments/pay_none, 400",
        "GET,  /nothing,           404",
        "POST, /refunds/x,         405",
        "GET,  /orders?count=0,    400"
    })
    void whatIsNotThereIsRefused(String method, String path, int status) {
        Client.Answer answer = client.razorpay(method, path, null);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("error").path("description").asString()).isNotEmpty();
    }

    @Test
    void badBodiesAndBadCallersAreRefused() {
        assertThat(client.razorpay("POST", "/orders", "{").status()).isEqualTo(400);
        assertThat(client.razorpay("POST", "/orders", "x".repeat(1024 * 1024 + 1))
                        .status())
                .isEqualTo(413);
        Client.Answer nobody = client.bare("GET", "/razorpay/v1/orders", null);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.json().path("error").path("code").asString()).isEqualTo("BAD_REQUEST_ERROR");
        assertThat(client.bare("GET", "/control/state", null, "Origin", "http://evil.example")
                        .status())
                .isEqualTo(403);
    }
}
