package io.groat.notifier.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.groat.event.EventType;
import io.groat.notifier.RunningNotifier;
import io.groat.notifier.template.Templates;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentNoticesTest {

    private final Templates templates = new Templates();

    @Test
    void payerAndPayeeReadWhatThePayerWrote() {
        List<Notice> notices = PaymentNotices.of(ReceivedEvent.of(
                RunningNotifier.payment(EventType.PaymentCompleted, new UUID(0, 1), "ann", "bob", 100)));

        assertThat(notices).extracting(Notice::party).containsExactly("ann", "bob");
        for (Notice notice : notices) {
            assertThat(said(notice.template(), "en", notice.variables())).contains("\n\nReference: rent\n\nPayment ");
            assertThat(said(notice.template(), "de", notice.variables()))
                    .contains("\n\nVerwendungszweck: rent\n\nZahlung ");
        }
    }

    @Test
    void whereThePayerWroteNothingNothingIsSaidOfIt() {
        Map<String, String> variables = Map.of("amount", "1", "payer", "ann", "paymentId", "x");

        assertThat(said("payment-received", "en", variables)).isEqualTo("You got 1 from ann.\n\nPayment x");
    }

    @ParameterizedTest
    @CsvSource({
        "DEPOSIT,    funding:bank, bob,          PaymentCompleted, deposit-completed,    bob, from bank",
        "DEPOSIT,    funding:bank, bob,          PaymentFailed,    ,                     ,",
        "WITHDRAWAL, ann,          funding:bank, PaymentCompleted, withdrawal-completed, ann, to bank",
        "WITHDRAWAL, ann,          funding:bank, PaymentFailed,    withdrawal-failed,    ann, to bank",
        "COMMISSION, funding:_fees, bob,         PaymentCompleted, commission-received,  bob, A commission of",
        "COMMISSION, funding:_fees, bob,         PaymentFailed,    ,                     ,",
        "LOTTERY,    ann,          bob,          PaymentCompleted, ,                     ,"
    })
    void whoeverTheMoneyBelongsToIsToldByTheSourcesName(
            String kind,
            String payer,
            String payee,
            EventType type,
            @Nullable String template,
            @Nullable String user,
            @Nullable String says) {
        List<Notice> notices = PaymentNotices.of(
                ReceivedEvent.of(RunningNotifier.payment(type, kind, new UUID(0, 1), payer, payee, 100)));

        if (template == null || says == null) {
            assertThat(notices).isEmpty();
        } else {
            Notice notice = notices.get(0);
            assertThat(notices).hasSize(1);
            assertThat(notice.template()).isEqualTo(template);
            assertThat(notice.party()).isEqualTo(user);
            assertThat(said(template, "en", notice.variables())).contains(says, "Reference: rent");
        }
    }

    @Test
    void ofWhatIsGivenBackBothSidesHear() {
        List<Notice> refund = PaymentNotices.of(ReceivedEvent.of(
                RunningNotifier.payment(EventType.PaymentCompleted, "REFUND", new UUID(0, 1), "bob", "ann", 100)));
        List<Notice> reversal = PaymentNotices.of(ReceivedEvent.of(
                RunningNotifier.payment(EventType.PaymentCompleted, "REVERSAL", new UUID(0, 1), "bob", "ann", 100)));

        assertThat(refund)
                .extracting(Notice::party, Notice::template)
                .containsExactly(tuple("bob", "refund-sent"), tuple("ann", "refund-received"));
        assertThat(reversal)
                .extracting(Notice::party, Notice::template)
                .containsExactly(tuple("bob", "payment-reversed"), tuple("ann", "refund-received"));
        assertThat(PaymentNotices.of(ReceivedEvent.of(
                        RunningNotifier.payment(EventType.PaymentFailed, "REFUND", new UUID(0, 1), "bob", "ann", 100))))
                .extracting(Notice::party, Notice::template)
                .containsExactly(tuple("bob", "refund-failed"));
    }

    /** What goes back to a gateway, and what comes back from one: the user alone hears of it. */
    @Test
    void aSourceIsToldNothing() {
        assertThat(PaymentNotices.of(ReceivedEvent.of(RunningNotifier.payment(
                        EventType.PaymentCompleted, "REFUND", new UUID(0, 1), "bob", "funding:gate", 100))))
                .extracting(
                        Notice::party,
                        Notice::template,
                        notice -> notice.variables().get("payee"))
                .containsExactly(tuple("bob", "refund-sent", "gate"));
        assertThat(PaymentNotices.of(ReceivedEvent.of(RunningNotifier.payment(
                        EventType.PaymentCompleted, "REVERSAL", new UUID(0, 1), "funding:gate", "bob", 100))))
                .extracting(
                        Notice::party,
                        Notice::template,
                        notice -> notice.variables().get("payer"))
                .containsExactly(tuple("bob", "refund-received", "gate"));
    }

    private String said(String template, String locale, Map<String, String> variables) {
        return templates
                .render(templates.find(template, locale).orElseThrow(), locale, variables)
                .text();
    }
}
