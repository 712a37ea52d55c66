package io.groat.fraud.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.HoldEvent;
import io.groat.event.PaymentEvent;
import io.groat.fraud.RunningScorer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events of payment_events are about what a payer does, and what they say of it. */
class PaymentChangeTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final UUID ID = new UUID(0, 1);

    @Test
    void aHoldIsAPaymentWhenItIsMade() {
        PaymentChange change = PaymentChange.of(hold(EventType.HoldAuthorized, "AUTHORIZED", null, 0));

        Payment payment = ((PaymentChange.Made) change).payment();
        assertThat(payment.id()).isEqualTo(ID);
        assertThat(payment.payer()).isEqualTo("ann");
        assertThat(payment.payee()).isEqualTo("bob");
        assertThat(payment.amountMinor()).isEqualTo(100);
        assertThat(payment.held()).isFalse();
        assertThat(payment.balanceBefore()).isEqualTo(1_000);
        assertThat(payment.at()).isEqualTo(AT);
    }

    @Test
    void oneThatWaitsForADecisionIsHeld() {
        PaymentChange change = PaymentChange.of(hold(EventType.HoldAuthorized, "UNDER_REVIEW", null, 0));

        assertThat(((PaymentChange.Made) change).payment().held()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "HoldVoided,  ,                 0,  failed",
        "HoldVoided,  PAYMENT_DECLINED, 0,  failed cancelled",
        "HoldExpired, ,                 0,  failed",
        "HoldExpired, ,                 30, other",
        "HoldVoided,  ,                 30, other"
    })
    void oneOfWhichNothingWasCapturedWasNoPayment(EventType type, @Nullable String reason, long captured, String says) {
        PaymentChange change = PaymentChange.of(hold(type, "RELEASED", reason, captured));

        String said = change instanceof PaymentChange.Ended ended
                ? (ended.failed() ? "failed" : "") + (ended.cancelled() ? " cancelled" : "")
                : "other";
        assertThat(said).isEqualTo(says);
        assertThat(change.payer()).isEqualTo("ann");
    }

    /** An older router's events don't say their kind in a header: then the body does. */
    @ParameterizedTest
    @CsvSource({
        "DEPOSIT,    false, false",
        "WITHDRAWAL, false, false",
        "REFUND,     false, true",
        "REVERSAL,   false, true",
        "CAPTURE,    true,  false",
        "LOTTERY,    false, false"
    })
    void whatIsNoPaymentBetweenUsersIsNoneOfThePayers(String kind, boolean beginning, boolean end) {
        assertThat(PaymentChange.of(payment(EventType.PaymentInitiated, kind))).isInstanceOf(PaymentChange.Other.class);
        assertThat(PaymentChange.CONCERNING.takes(record(EventType.PaymentInitiated, kind)))
                .isEqualTo(beginning);
        assertThat(PaymentChange.CONCERNING.takes(record(EventType.PaymentCompleted, kind)))
                .isEqualTo(end);
        assertThat(PaymentChange.CONCERNING.takes(record(EventType.PaymentInitiated, null)))
                .isTrue();
        assertThat(PaymentChange.of(payment(EventType.PaymentInitiated, "TRANSFER")))
                .isInstanceOf(PaymentChange.Made.class);
    }

    @ParameterizedTest
    @CsvSource({"REFUND", "REVERSAL"})
    void whatIsGivenBackIsToldOfWhoGivesBack(String kind) {
        PaymentChange change = PaymentChange.of(payment(EventType.PaymentCompleted, kind));
        assertThat(change).isEqualTo(new PaymentChange.GivenBack(ID, "ann", 1, AT));
    }

    @Test
    void aCaptureTellsHowLongItsMoneyWasReserved() {
        Event event = RunningScorer.movement(
                EventType.PaymentInitiated, "CAPTURE", "ann", "bob", 100, AT, AT.minusSeconds(90));
        PaymentChange.Captured captured = (PaymentChange.Captured) PaymentChange.of(event);
        assertThat(captured.payer()).isEqualTo("ann");
        assertThat(captured.payee()).isEqualTo("bob");
        assertThat(captured.after()).isEqualTo(Duration.ofSeconds(90));
        assertThat(captured.at()).isEqualTo(AT);
    }

    @ParameterizedTest
    @CsvSource({
        "PaymentInitiated, true",
        "PaymentFailed,    true",
        "PaymentCancelled, true",
        "PaymentCompleted, false",
        "HoldAuthorized,   true",
        "HoldVoided,       true",
        "HoldExpired,      true",
        "HoldExpiring,     false",
        "OrderCredited,    true",
        "OrderFailed,      true",
        "OrderAttemptFailed, true",
        "OrderCreated,     false",
        "OrderExpired,     false",
        "PayoutCreated,    false",
        "PayoutSettled,    false",
        "DisputeOpened,    false"
    })
    void concernsTheScorer(EventType type, boolean concerns) {
        assertThat(PaymentChange.CONCERNING.takes(record(type, null))).isEqualTo(concerns);
    }

    @Test
    void anOrderThatIsCreditedIsATopUp() {
        Event event =
                RunningScorer.order(EventType.OrderCredited, "ann", 12_345, AT, ID, "", "card", AT.minusSeconds(9));
        assertThat(PaymentChange.of(event))
                .isEqualTo(new PaymentChange.ToppedUp(ID, "ann", 123.45, AT, "card", AT.minusSeconds(9)));
    }

    @ParameterizedTest
    @CsvSource({"OrderFailed", "OrderAttemptFailed"})
    void oneThatFailsIsNot(EventType type) {
        Event event = RunningScorer.order(type, "ann", 12_345, AT, ID, ":2", null, null);
        assertThat(PaymentChange.of(event)).isEqualTo(new PaymentChange.TopUpFailed(ID + ":" + type + ":2", "ann", AT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"amount\":1,\"attempts\":0,\"currency\":\"EUR\",\"payeeUser\":\"ann\"} | no orderId",
                "{\"orderId\":\"019b7dbf-4c88-7001-8000-000001acc001\",\"amount\":1,\"attempts\":0,\"currency\":\"EUR\"} | no payeeUser",
                "{\"orderId\":7} | not a OrderEvent"
            })
    void anOrderThatLacksWhatItHasToHaveIsRefused(String body, String reason) {
        Event event = new Event(EventType.OrderCredited, "ann", "id", AT, body);

        assertThatThrownBy(() -> PaymentChange.of(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void aHoldThatLacksWhatItHasToHaveIsRefused() {
        Event event = new Event(EventType.HoldAuthorized, "ann", "id", AT, "{\"amount\":1,\"currency\":\"EUR\"}");

        assertThatThrownBy(() -> PaymentChange.of(event)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Event hold(EventType type, String status, @Nullable String reason, long captured) {
        HoldEvent body = new HoldEvent(
                ID, status, reason, "ann", ID, "bob", ID, 100, captured, 0, "EUR", null, 1_000L, AT, AT, AT, null);
        return new Event(type, "ann", ID + ":" + type, AT, EventJson.write(body));
    }

    private static Event payment(EventType type, String kind) {
        PaymentEvent body = new PaymentEvent(
                ID,
                kind,
                null,
                null,
                "INITIATED",
                null,
                "ann",
                ID,
                "bob",
                ID,
                100,
                "EUR",
                null,
                false,
                0,
                0,
                null,
                null,
                AT,
                null);
        return new Event(type, "ann", ID + ":" + type, AT, EventJson.write(body));
    }

    private static ConsumerRecord<String, byte[]> record(EventType type, @Nullable String kind) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("payment_events", 0, 0, "ann", new byte[0]);
        record.headers().add("ce_type", type.name().getBytes(StandardCharsets.UTF_8));
        if (kind != null) {
            record.headers().add("ce_kind", kind.getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }
}
