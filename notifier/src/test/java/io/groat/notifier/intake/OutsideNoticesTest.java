package io.groat.notifier.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.notifier.OutsideEvents;
import io.groat.notifier.RunningNotifier;
import io.groat.notifier.template.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of orders, payouts and disputes, and that it is said once. */
class OutsideNoticesTest {

    private static final UUID ID = new UUID(0, 1);

    private final Templates templates = new Templates();

    @ParameterizedTest
    @CsvSource({
        "OrderCreated,",
        "OrderAttemptFailed,",
        "OrderCredited, order-credited",
        "OrderFailed, order-failed",
        "OrderExpired,",
        "PayoutCreated,",
        "PayoutSent,",
        "PayoutSettled, payout-settled",
        "PayoutFailed, payout-failed",
        "PayoutReturned, payout-returned",
        "DisputeOpened, dispute-opened",
        "DisputeResponseNeeded,",
        "DisputeResponseDue, dispute-response-due",
        "DisputeAnswered,",
        "DisputeWon, dispute-won",
        "DisputeLost, dispute-lost"
    })
    void whoeverItConcernsReadsOfIt(EventType type, @Nullable String template) {
        List<Notice> notices = notices(OutsideEvents.of(type, ID, "ann"));

        assertThat(notices).extracting(Notice::template).isEqualTo(template == null ? List.of() : List.of(template));
        for (Notice notice : notices) {
            assertThat(notice.party()).isEqualTo("ann");
            for (String locale : List.of("en", "de")) {
                assertThat(said(notice, locale)).contains("25", ID.toString()).doesNotContain("{{", "c0c0");
            }
        }
    }

    /** What a refund to the source takes was told when it went. */
    @ParameterizedTest
    @CsvSource({"PayoutSettled,", "PayoutFailed, order-refund-failed", "PayoutReturned, order-refund-failed"})
    void aRefundThatArrivesSaysNothingMore(EventType type, @Nullable String template) {
        List<Notice> notices = notices(OutsideEvents.payout(type, ID, "ann", new UUID(0, 2)));
        assertThat(notices).extracting(Notice::template).isEqualTo(template == null ? List.of() : List.of(template));
        notices.forEach(notice -> assertThat(said(notice, "en")).doesNotContain("pay_1"));
    }

    @ParameterizedTest
    @CsvSource({"PAYEE, true", "SUSPENSE, false", "NOBODY, false", ", false"})
    void whatWasTakenFromThemIsSaid(@Nullable String takenFrom, boolean taken) {
        for (EventType type : List.of(EventType.DisputeWon, EventType.DisputeLost)) {
            Notice notice =
                    notices(OutsideEvents.dispute(type, ID, "ann", takenFrom)).get(0);
            assertThat(said(notice, "en").contains("taken from you")).isEqualTo(taken);
        }
    }

    /** Of the movement and what it is a step of one tells: each pair is told once to the user. */
    @ParameterizedTest
    @CsvSource({
        "DEPOSIT,    funding:razorpay, ann,              OrderCredited,  order-credited",
        "WITHDRAWAL, ann,              funding:razorpay, PayoutSettled,  payout-settled",
        "REVERSAL,   funding:razorpay, ann,              PayoutReturned, payout-returned",
        "REVERSAL,   funding:razorpay, ann,              DisputeWon,     dispute-won",
    })
    void oneThingIsSaidOnce(String kind, String payer, String payee, EventType outside, String template) {
        Event movement = RunningNotifier.payment(EventType.PaymentCompleted, kind, new UUID(0, 5), payer, payee, 2500)
                .with(Event.KIND, kind)
                .with(Event.STEP, "true");
        assertThat(Stream.of(movement, OutsideEvents.of(outside, ID, "ann"))
                        .flatMap(event -> notices(event).stream())
                        .map(Notice::template))
                .containsExactly(template);
    }

    /** That money could not be reserved a payout does not tell, for nobody was told that there is one. */
    @Test
    void whatCouldNotMoveIsToldByItsMovement() {
        Event movement = RunningNotifier.payment(
                        EventType.PaymentFailed, "WITHDRAWAL", new UUID(0, 5), "ann", "funding:razorpay", 2500)
                .with(Event.STEP, "true");
        assertThat(notices(movement)).extracting(Notice::template).containsExactly("withdrawal-failed");
    }

    /** As the listener asks for them. */
    private static List<Notice> notices(Event event) {
        ReceivedEvent received = ReceivedEvent.of(event);
        List<Notice> all = new ArrayList<>(PaymentNotices.of(received));
        all.addAll(HoldNotices.of(received));
        all.addAll(OutsideNotices.of(received));
        return all;
    }

    private String said(Notice notice, String locale) {
        return templates
                .render(templates.find(notice.template(), locale).orElseThrow(), locale, notice.variables())
                .text();
    }
}
