package io.groat.infra.drill.outside;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway says of itself. */
class TruthTest {
    private static final String STATE = """
            {"payments": [
              {"id": "pay_1", "checkout": "order_1", "provider": "RAZORPAY", "amount": 500, "fee": 10, "error": null},
              {"id": "pay_2", "checkout": "order_1", "provider": "RAZORPAY", "amount": 500, "error": "declined"}],
             "payouts": [{"id": "po_1", "provider": "STRIPE", "amount": 30, "reference": "out-1", "status": "%s"}],
             "refunds": [{"id": "re_1", "provider": "RAZORPAY", "amount": 20, "receipt": null, "status": "PROCESSED"}],
             "disputes": [{"id": "dp_1", "provider": "STRIPE", "payment": "pi_1", "amount": 5, "status": "%s"}],
             "movements": [{"provider": "RAZORPAY", "amount": 500, "fee": 10}, {"provider": "RAZORPAY", "amount": -20, "fee": 0},
                           {"provider": "STRIPE", "amount": -30, "fee": 0}],
             "deliveries": [{"state": "DELIVERED"}, {"state": "%s"}]}""";

    @Test
    void whatSucceededCounts() {
        Truth truth = of("PROCESSED", "WON", "DELIVERED");
        assertThat(truth.payments()).extracting(Truth.Payment::id).containsExactly("pay_1");
        assertThat(truth.payouts()).containsExactly(new Truth.Sent(Provider.STRIPE, "po_1", "out-1", 30, "PROCESSED"));
        assertThat(truth.refunds()).containsExactly(new Truth.Sent(Provider.RAZORPAY, "re_1", null, 20, "PROCESSED"));
        assertThat(truth.gross(Provider.RAZORPAY)).isEqualTo(480);
        assertThat(truth.fees(Provider.RAZORPAY)).isEqualTo(10);
        assertThat(truth.gross(Provider.STRIPE)).isEqualTo(-30);
        assertThat(truth.atRest()).isTrue();
    }

    @Test
    void whatIsUnderWayIsNotAtRest() {
        assertThat(of("PROCESSING", "WON", "DELIVERED").atRest()).isFalse();
        assertThat(of("PROCESSED", "OPEN", "DELIVERED").atRest()).isFalse();
        assertThat(of("PROCESSED", "LOST", "WAITING").atRest()).isFalse();
    }

    private static Truth of(String payout, String dispute, String delivery) {
        return Truth.of(new JsonMapper().readTree(STATE.formatted(payout, dispute, delivery)));
    }
}
