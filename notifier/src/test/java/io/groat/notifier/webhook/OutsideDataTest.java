package io.groat.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.EventType;
import io.groat.notifier.OutsideEvents;
import io.groat.notifier.intake.ReceivedEvent;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What webhooks tell of orders, payouts and disputes: to the user whose they are, and not what paid. */
class OutsideDataTest {

    private static final UUID ID = new UUID(0, 1);

    @ParameterizedTest
    @CsvSource({
        "OrderCreated, order.created, orderId",
        "OrderAttemptFailed, order.attempt_failed, orderId",
        "OrderCredited, order.credited, orderId",
        "OrderFailed, order.failed, orderId",
        "OrderExpired, order.expired, orderId",
        "PayoutCreated, payout.created, payoutId",
        "PayoutSent, payout.sent, payoutId",
        "PayoutSettled, payout.settled, payoutId",
        "PayoutFailed, payout.failed, payoutId",
        "PayoutReturned, payout.returned, payoutId",
        "DisputeOpened, dispute.opened, disputeId",
        "DisputeResponseNeeded, dispute.response_needed, disputeId",
        "DisputeResponseDue, dispute.response_due, disputeId",
        "DisputeAnswered, dispute.answered, disputeId",
        "DisputeWon, dispute.won, disputeId",
        "DisputeLost, dispute.lost, disputeId"
    })
    void eachIsToldAsThis(EventType type, String as, String id) {
        WebhookEvents.Told told = told(type);

        assertThat(told.type()).isEqualTo(as);
        assertThat(told.users()).containsExactly("ann");
        assertThat(JsonPath.<String>read(told.payload(), "$.type")).isEqualTo(as);
        assertThat(JsonPath.<String>read(told.payload(), "$.data." + id)).isEqualTo(ID.toString());
        assertThat(JsonPath.<Integer>read(told.payload(), "$.data.amount")).isEqualTo(2500);
        assertThat(WebhookEvents.judged(List.of(as))).containsExactly(as);
    }

    @Test
    void noneOfThemIsLeftOut() {
        assertThat(Arrays.stream(EventType.values()).filter(type -> type.name().matches("(Order|Payout|Dispute).*")))
                .containsExactlyInAnyOrderElementsOf(OutsideData.TYPES.keySet());
    }

    @Test
    void whatPaidIsNotTold() {
        assertThat(told(EventType.OrderCredited).payload())
                .contains("\"paymentId\"", "\"paidAt\"")
                .doesNotContain("nstrument", OutsideEvents.INSTRUMENT);
    }

    private static WebhookEvents.Told told(EventType type) {
        WebhookEvents.Told told = WebhookEvents.of(ReceivedEvent.of(OutsideEvents.of(type, ID, "ann")));
        assertThat(told).isNotNull();
        return told;
    }
}
