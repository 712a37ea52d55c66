package io.groat.notifier.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.event.EventType;
import io.groat.notifier.RunningNotifier;
import io.groat.notifier.template.Templates;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

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

    private String said(String template, String locale, Map<String, String> variables) {
        return templates
                .render(templates.find(template, locale).orElseThrow(), locale, variables)
                .text();
    }
}
