package io.groat.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.notifier.RunningNotifier;
import io.groat.notifier.intake.ReceivedEvent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What webhooks tell of payments, and to whom. */
class WebhookEventsTest {

    private static WebhookEvents.@Nullable Told told(EventType type, long amountMinor) {
        Event event = RunningNotifier.payment(type, new UUID(0, 1), "ann", "bob", amountMinor);
        return WebhookEvents.of(ReceivedEvent.of(event));
    }

    @ParameterizedTest
    @CsvSource({
        "PaymentInitiated, payment.initiated, ann",
        "PaymentCompleted, payment.completed, ann bob",
        "PaymentFailed,    payment.failed,    ann",
        "PaymentCancelled, payment.cancelled, ann"
    })
    void aPayeeHearsOfMoneyThatCameAndOfNothingElse(EventType type, String as, String users) {
        WebhookEvents.@Nullable Told told = told(type, 100);
        assertThat(told).isNotNull();
        assertThat(told.type()).isEqualTo(as);
        assertThat(told.users()).isEqualTo(List.of(users.split(" ", -1)));
    }

    /** A source hears nothing, and of what has not come about nobody does; a kind that is not known is passed over. */
    @ParameterizedTest
    @CsvSource({
        "DEPOSIT,    funding:bank, bob,          PaymentCompleted, deposit.completed,    bob",
        "COMMISSION, funding:_fees, bob,         PaymentCompleted, commission.completed, bob",
        "COMMISSION, funding:_fees, bob,         PaymentFailed,    ,",
        "DEPOSIT,    funding:bank, bob,          PaymentInitiated, ,",
        "DEPOSIT,    funding:bank, bob,          PaymentFailed,    ,",
        "WITHDRAWAL, ann,          funding:bank, PaymentCompleted, withdrawal.completed, ann",
        "WITHDRAWAL, ann,          funding:bank, PaymentFailed,    ,",
        "REFUND,     bob,          ann,          PaymentCompleted, refund.completed,     bob ann",
        "REFUND,     bob,          ann,          PaymentFailed,    ,",
        "REVERSAL,   bob,          ann,          PaymentCompleted, refund.completed,     bob ann",
        "CAPTURE,    ann,          bob,          PaymentCompleted, hold.captured,        ann bob",
        "CAPTURE,    ann,          bob,          PaymentFailed,    ,",
        "LOTTERY,    ann,          bob,          PaymentCompleted, ,"
    })
    void whatComesInAndGoesOutIsTheUsers(
            String kind, String payer, String payee, EventType type, @Nullable String as, @Nullable String users) {
        Event event = RunningNotifier.payment(type, kind, new UUID(0, 1), payer, payee, 100);

        WebhookEvents.@Nullable Told told = WebhookEvents.of(ReceivedEvent.of(event));

        if (as == null || users == null) {
            assertThat(told).isNull();
        } else {
            assertThat(told).isNotNull();
            assertThat(told.type()).isEqualTo(as);
            assertThat(told.users()).containsExactly(users.split(" ", -1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HoldAuthorized, hold.authorized",
        "HoldExpiring,   hold.expiring",
        "HoldVoided,     hold.voided",
        "HoldExpired,    hold.expired"
    })
    void bothSidesHearOfAHold(EventType type, String as) {
        Event event = RunningNotifier.hold(type, new UUID(0, 1), "ann", "bob", null, 100);

        WebhookEvents.@Nullable Told told = WebhookEvents.of(ReceivedEvent.of(event));

        assertThat(told).isNotNull();
        assertThat(told.type()).isEqualTo(as);
        assertThat(told.users()).containsExactly("ann", "bob");
        assertThat(told.payload()).contains("\"amount\":100", "\"holdId\"", "\"expiresAt\"");
    }

    @Test
    void saysWhatKindOfMovementItIsAndWhatThePayerWrote() {
        WebhookEvents.@Nullable Told told = told(EventType.PaymentCompleted, 100);
        assertThat(told).isNotNull();
        assertThat(told.payload()).contains("\"kind\":\"TRANSFER\",\"status\"", "\"reference\":\"rent\"");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "9007199254740992, 9007199254740992",
        "9007199254740993, '\"9007199254740993\"'",
        "9223372036854775807, '\"9223372036854775807\"'"
    })
    void anAmountThatNotEveryReaderHoldsIsAString(long amountMinor, String written) {
        WebhookEvents.@Nullable Told told = told(EventType.PaymentCompleted, amountMinor);
        assertThat(told).isNotNull();
        assertThat(told.payload()).contains("\"amount\":" + written + ",");
        assertThat(JsonPath.<Object>read(told.payload(), "$.data.amount").toString())
                .isEqualTo(Long.toString(amountMinor));
    }
}
