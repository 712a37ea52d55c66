package io.groat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What tests make happen: payouts, refunds, disputes, faults. */
class ControlTest {

    private final RunningSandbox sandbox;
    private final Client client;
    private final Receiver receiver;

    ControlTest(@TempDir Path folder) {
        sandbox = new RunningSandbox(folder);
        client = sandbox.client();
        receiver = sandbox.receiver();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private String payout() {
        return client.razorpay(
                        "POST", "/payouts", Client.payoutJson(500, "w1", "bob@upi"), "X-Payout-Idempotency", "k1")
                .ok()
                .path("id")
                .asString();
    }

    private String payment() {
        return client.pay(client.order("r1"), "pay")
                .path("payments")
                .path(0)
                .path("id")
                .asString();
    }

    private long balance() {
        return client.state()
                .path("balances")
                .path("razorpay")
                .path("INR")
                .path("net")
                .asLong();
    }

    @Test
    void payoutsWaitUntilTheyAreTold() {
        client.control("/defaults", "{\"payouts\":\"hold\"}").ok();
        String payout = payout();
        client.control("/payouts/" + payout, "{\"how\":\"process\"}").ok();
        assertThat(balance()).isEqualTo(-500);
        receiver.awaitTaken("payout.processed");
        assertThat(client.control("/payouts/" + payout, "{\"how\":\"fail\"}").status())
                .isEqualTo(409);
        client.control("/payouts/" + payout, "{\"how\":\"return\"}").ok();
        JsonNode back = receiver.awaitTaken("payout.reversed")
                .path("payload")
                .path("payout")
                .path("entity");
        assertThat(back.path("status").asString()).isEqualTo("reversed");
        assertThat(back.path("failure_reason").asString()).isNotEmpty();
        assertThat(balance()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"fail, payout.failed, failed", "return, payout.reversed, reversed"})
    void payoutsTakeTheCourseThatIsSet(String course, String event, String status) {
        client.control(
                        "/defaults",
                        "{\"payouts\":\"" + course + "\",\"payoutDelayMillis\":0,\"returnDelayMillis\":100}")
                .ok();
        String payout = payout();
        receiver.awaitTaken(event);
        assertThat(client.razorpay("GET", "/payouts/" + payout, null)
                        .ok()
                        .path("status")
                        .asString())
                .isEqualTo(status);
        assertThat(balance()).isZero();
    }

    @Test
    void aPayoutThatCameBackHasFailedAtTheSecondProvider() {
        client.control("/defaults", "{\"payouts\":\"return\",\"returnDelayMillis\":100}")
                .ok();
        Map<String, String> form = Map.of("amount", "5000", "currency", "eur", "destination", "ba_1");
        String payout = client.stripe("POST", "/payouts", form).ok().path("id").asString();
        receiver.awaitTaken("payout.paid");
        receiver.awaitTaken("payout.failed");
        JsonNode shown = client.stripe("GET", "/payouts/" + payout, null).ok();
        assertThat(shown.path("status").asString()).isEqualTo("failed");
        assertThat(shown.path("failure_code").asString()).isEqualTo("account_closed");
    }

    @Test
    void refundsWaitUntilTheyAreTold() {
        client.control("/defaults", "{\"refunds\":\"hold\"}").ok();
        String payment = payment();
        String refund = client.razorpay("POST", "/payments/" + payment + "/refund", "{\"amount\":45}")
                .ok()
                .path("id")
                .asString();
        assertThat(client.razorpay("GET", "/refunds/" + refund, null)
                        .ok()
                        .path("status")
                        .asString())
                .isEqualTo("pending");
        client.control("/refunds/" + refund, "{\"how\":\"process\"}").ok();
        receiver.awaitTaken("refund.processed");
    }

    @Test
    void aDisputeIsLost() {
        String payment = payment();
        long before = balance();
        String dispute = client.control("/disputes", "{\"payment\":\"" + payment + "\",\"amount\":345}")
                .ok()
                .path("id")
                .asString();
        receiver.awaitTaken("payment.dispute.created");
        for (String[] step : new String[][] {
            {"needs_response", "action_required"}, {"under_review", "under_review"}, {"lost", "lost"}
        }) {
            assertThat(balance()).isEqualTo(before);
            client.control("/disputes/" + dispute, "{\"status\":\"" + step[0] + "\"}")
                    .ok();
            receiver.awaitTaken("payment.dispute." + step[1]);
        }
        JsonNode lost = receiver.awaitTaken("payment.dispute.lost")
                .path("payload")
                .path("dispute")
                .path("entity");
        assertThat(lost.path("id").asString()).startsWith("disp_");
        assertThat(lost.path("amount_deducted").asLong()).isEqualTo(345);
        assertThat(balance()).isEqualTo(before - 345);
        assertThat(client.control("/disputes/" + dispute, "{\"status\":\"won\"}")
                        .status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"won", "lost"})
    void aDisputeEndsAtTheSecondProvider(String end) {
        client.pay(client.session("c1"), "dispute");
        String dispute = client.state().path("disputes").path(0).path("id").asString();
        client.control("/disputes/" + dispute, "{\"status\":\"under_review\"}").ok();
        receiver.awaitTaken("charge.dispute.updated");
        client.control("/disputes/" + dispute, "{\"status\":\"" + end + "\"}").ok();
        assertThat(receiver.awaitTaken("charge.dispute.closed")
                        .path("data")
                        .path("object")
                        .path("status")
                        .asString())
                .isEqualTo(end);
        long adjusted = client.state()
                .path("balances")
                .path("stripe")
                .path("EUR")
                .path("adjustment")
                .asLong();
        assertThat(adjusted).isEqualTo(end.equals("won") ? 0 : -12_345);
    }

    @Test
    void callsFailAsOftenAsTheyAreToldTo() {
        client.control("/faults", "{\"pathPrefix\":\"/razorpay/v1/orders\",\"how\":\"error500\",\"times\":2}")
                .ok();
        for (int i = 0; i < 2; i++) {
            Client.Answer failed = client.razorpay("GET", "/orders", null);
            assertThat(failed.status()).isEqualTo(500);
            assertThat(failed.json().path("error").path("code").asString()).isEqualTo("SERVER_ERROR");
        }
        client.razorpay("GET", "/orders", null).ok();
        client.control("/faults", "{\"pathPrefix\":\"/stripe\",\"how\":\"error500\",\"times\":9}")
                .ok();
        assertThat(client.stripe("GET", "/refunds", null)
                        .json()
                        .path("error")
                        .path("type")
                        .asString())
                .isEqualTo("api_error");
        client.control("/faults", "{\"pathPrefix\":\"/stripe\",\"how\":\"off\"}")
                .ok();
        client.stripe("GET", "/refunds", null).ok();
    }

    @Test
    void anAnswerIsLostAfterItWasDone() {
        client.control("/faults", "{\"pathPrefix\":\"/razorpay/v1/payouts\",\"how\":\"lose-answer\"}")
                .ok();
        String body = Client.payoutJson(500, "w1", "bob@upi");
        assertThat(client.razorpay("POST", "/payouts", body, "X-Payout-Idempotency", "k1")
                        .status())
                .isZero();
        assertThat(client.state().path("payouts")).hasSize(1);
        assertThat(payout())
                .isEqualTo(client.state().path("payouts").path(0).path("id").asString());
    }

    @Test
    void aCallIsNeverAnsweredOrLate() {
        client.control("/faults", "{\"pathPrefix\":\"/razorpay\",\"how\":\"timeout\",\"delayMillis\":300}")
                .ok();
        String order = "{\"amount\":5,\"currency\":\"INR\"}";
        assertThat(client.razorpay("POST", "/orders", order).status()).isZero();
        assertThat(client.state().path("checkouts").isEmpty()).isTrue();
        client.control("/faults", "{\"pathPrefix\":\"/razorpay\",\"how\":\"slow\",\"delayMillis\":300}")
                .ok();
        client.razorpay("POST", "/orders", order).ok();
        await().until(() -> client.state().path("checkouts").size() == 1);
    }
}
