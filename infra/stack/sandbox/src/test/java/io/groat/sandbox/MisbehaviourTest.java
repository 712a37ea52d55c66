package io.groat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Each way in which a provider can behave badly when somebody pays. */
class MisbehaviourTest {

    private static final String CAPTURED = "payment.captured";
    private static final String ORDER_PAID = "order.paid";
    private static final String COMPLETED = "checkout.session.completed";

    private final RunningSandbox sandbox;
    private final Client client;
    private final Receiver receiver;

    MisbehaviourTest(@TempDir Path folder) {
        sandbox = new RunningSandbox(folder);
        client = sandbox.client();
        receiver = sandbox.receiver();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    /** All webhooks there are have been taken. */
    private void awaitQuiet() {
        await().until(() -> {
            for (JsonNode delivery : client.state().path("deliveries")) {
                if (!delivery.path("state").asString().equals("DELIVERED")) {
                    return false;
                }
            }
            return true;
        });
    }

    @Test
    void declined() {
        JsonNode answer = client.pay(client.order("r1"), "decline");
        assertThat(answer.path("status").asString()).isEqualTo("open");
        JsonNode payment = receiver.awaitTaken("payment.failed")
                .path("payload")
                .path("payment")
                .path("entity");
        assertThat(payment.path("status").asString()).isEqualTo("failed");
        assertThat(payment.path("error_code").asString()).isEqualTo("BAD_REQUEST_ERROR");
        client.pay(client.session("c1"), "decline");
        receiver.awaitTaken("checkout.session.async_payment_failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"card\":\"4000 0000 0000 0002\"", "\"upi\":\"failure@upi\""})
    void whatItIsPaidWithDecides(String instrument) {
        String order = client.order("r1");
        client.bare("POST", "/pay/" + order, "{\"how\":\"pay\"," + instrument + "}")
                .ok();
        receiver.awaitTaken("payment.failed");
        assertThat(client.bare("POST", "/pay/" + order, "{\"how\":\"pay\",\"card\":\"4242424242424241\"}")
                        .status())
                .isEqualTo(400);
        client.bare("POST", "/pay/" + order, "{\"how\":\"pay\",\"card\":\"4242424242424242\"}")
                .ok();
        receiver.awaitTaken(ORDER_PAID);
        assertThat(client.bare("POST", "/pay/" + order, "{\"how\":\"pay\"}").status())
                .isEqualTo(409);
    }

    @Test
    void late() {
        String order = client.order("r1");
        client.bare("POST", "/pay/" + order, "{\"how\":\"late\",\"delaySeconds\":3}")
                .ok();
        assertThat(client.razorpay("GET", "/orders/" + order, null)
                        .ok()
                        .path("status")
                        .asString())
                .isEqualTo("paid");
        assertThat(receiver.all()).isEmpty();
        receiver.awaitTaken(ORDER_PAID);
    }

    @Test
    void twice() {
        String order = client.order("r1");
        assertThat(client.pay(order, "twice").path("payments")).hasSize(2);
        awaitQuiet();
        assertThat(receiver.taken(CAPTURED)).hasSize(2);
        assertThat(receiver.taken(ORDER_PAID)).hasSize(1);
        assertThat(client.razorpay("GET", "/orders/" + order, null)
                        .ok()
                        .path("amount_paid")
                        .asLong())
                .isEqualTo(2 * 12_345);
        // And once more on an order that is paid.
        assertThat(client.pay(order, "twice").path("payments")).hasSize(1);

        client.pay(client.session("c1"), "twice");
        awaitQuiet();
        assertThat(receiver.taken(COMPLETED))
                .extracting(came -> came.json().path("data").path("object").path("payment_intent"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void wrongAmount() {
        String order = client.order("r1");
        client.bare("POST", "/pay/" + order, "{\"how\":\"wrong-amount\",\"amount\":5}")
                .ok();
        JsonNode payment =
                receiver.awaitTaken(CAPTURED).path("payload").path("payment").path("entity");
        assertThat(payment.path("amount").asLong()).isEqualTo(5);
        JsonNode shown = client.razorpay("GET", "/orders/" + order, null).ok();
        assertThat(shown.path("status").asString()).isEqualTo("attempted");
        assertThat(shown.path("amount_due").asLong()).isEqualTo(12_340);

        client.pay(client.session("c1"), "wrong-amount");
        JsonNode session = receiver.awaitTaken(COMPLETED).path("data").path("object");
        assertThat(session.path("amount_total").asLong()).isEqualTo(12_344);
    }

    @Test
    void badSignature() {
        client.pay(client.order("r1"), "bad-signature");
        client.pay(client.session("c1"), "bad-signature");
        awaitQuiet();
        for (Receiver.Came taken : receiver.taken()) {
            Receiver.Came first = firstOf(taken);
            assertThat(first.taken()).isFalse();
            assertThat(first.body()).isEqualTo(taken.body());
        }
        assertThat(receiver.takenTypes()).containsExactlyInAnyOrder(CAPTURED, ORDER_PAID, COMPLETED);
    }

    @Test
    void outOfOrder() {
        client.pay(client.order("r1"), "out-of-order");
        client.pay(client.session("c1"), "out-of-order");
        awaitQuiet();
        List<String> types = receiver.takenTypes();
        assertThat(types).hasSize(4);
        assertThat(types.indexOf(ORDER_PAID)).isLessThan(types.indexOf(CAPTURED));
        assertThat(types.indexOf(COMPLETED)).isLessThan(types.indexOf("checkout.session.async_payment_failed"));
    }

    @Test
    void never() {
        String order = client.order("r1");
        client.pay(order, "never");
        assertThat(client.state().path("deliveries").isEmpty()).isTrue();
        assertThat(client.razorpay("GET", "/orders/" + order, null)
                        .ok()
                        .path("status")
                        .asString())
                .isEqualTo("paid");
    }

    @Test
    void repeat() {
        client.pay(client.session("c1"), "repeat");
        awaitQuiet();
        assertThat(receiver.taken(COMPLETED)).hasSize(5);
        assertThat(receiver.taken(COMPLETED)).extracting(Receiver.Came::eventId).containsOnly(firstId());
    }

    @Test
    void old() {
        client.pay(client.order("r1"), "old");
        client.pay(client.session("c1"), "old");
        awaitQuiet();
        long recently = Instant.now().getEpochSecond() - 500;
        assertThat(receiver.awaitTaken(ORDER_PAID).path("created_at").asLong()).isLessThan(recently);
        Receiver.Came taken = receiver.taken(COMPLETED).get(0);
        assertThat(firstOf(taken).taken()).as("signed ten minutes ago").isFalse();
        assertThat(taken.json().path("created").asLong()).isLessThan(recently);
    }

    @Test
    void truncated() {
        client.pay(client.session("c1"), "truncated");
        receiver.awaitTaken(COMPLETED);
        assertThat(receiver.all()).extracting(Receiver.Came::status).containsExactly(400, 400, 200);
        String whole = receiver.all().get(2).body();
        assertThat(receiver.all().subList(0, 2))
                .allSatisfy(came -> assertThat(came.body()).isEqualTo(whole.substring(0, whole.length() / 2)));
        awaitQuiet();
        assertThat(client.state().path("deliveries").path(0).path("trickStatuses"))
                .extracting(JsonNode::asInt)
                .containsExactly(400, 400);
    }

    @Test
    void refundFails() {
        String payment = client.pay(client.order("r1"), "refund-fails")
                .path("payments")
                .path(0)
                .path("id")
                .asString();
        JsonNode refund = client.razorpay("POST", "/payments/" + payment + "/refund", "{\"amount\":45}")
                .ok();
        assertThat(refund.path("status").asString()).isEqualTo("pending");
        receiver.awaitTaken("refund.failed");
        assertThat(client.razorpay("GET", "/payments/" + payment, null)
                        .ok()
                        .path("amount_refunded")
                        .asLong())
                .isZero();
    }

    @Test
    void payoutReturns() {
        client.pay(client.order("r1"), "payout-returns");
        client.razorpay("POST", "/payouts", Client.payoutJson(500, "w1", "bob@upi"), "X-Payout-Idempotency", "k1")
                .ok();
        receiver.awaitTaken("payout.processed");
        receiver.awaitTaken("payout.reversed");
        assertThat(client.state().path("defaults").path("payoutsToReturn").asInt())
                .isZero();
    }

    @Test
    void dispute() {
        client.pay(client.session("c1"), "dispute");
        JsonNode dispute =
                receiver.awaitTaken("charge.dispute.created").path("data").path("object");
        assertThat(dispute.path("status").asString()).isEqualTo("needs_response");
        assertThat(dispute.path("amount").asLong()).isEqualTo(12_345);
    }

    private String firstId() {
        return Objects.requireNonNull(receiver.all().get(0).eventId());
    }

    private Receiver.Came firstOf(Receiver.Came other) {
        return receiver.all().stream()
                .filter(came -> Objects.equals(came.eventId(), other.eventId()))
                .findFirst()
                .orElseThrow();
    }
}
