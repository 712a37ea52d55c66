package io.groat.notifier.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.event.EventType;
import io.groat.notifier.RunningNotifier;
import io.groat.notifier.template.Templates;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldNoticesTest {

    private final Templates templates = new Templates();

    @ParameterizedTest
    @CsvSource({
        "HoldAuthorized, ,                 hold-authorized, ann",
        "HoldExpiring,   ,                 hold-expiring,   ann bob",
        "HoldExpired,    ,                 hold-expired,    ann bob",
        "HoldVoided,     ,                 hold-voided,     ann",
        "HoldVoided,     PAYMENT_DECLINED, hold-declined,   ann"
    })
    void whoeverItConcernsReadsOfIt(EventType type, @Nullable String reason, String template, String users) {
        List<Notice> notices =
                HoldNotices.of(ReceivedEvent.of(RunningNotifier.hold(type, new UUID(0, 1), "ann", "bob", reason, 100)));

        assertThat(notices).extracting(Notice::party).containsExactly(users.split(" ", -1));
        assertThat(notices).allSatisfy(notice -> {
            assertThat(notice.template()).isEqualTo(template);
            for (String locale : List.of("en", "de")) {
                String said = templates
                        .render(templates.find(template, locale).orElseThrow(), locale, notice.variables())
                        .text();
                assertThat(said).contains("bob", "rent").doesNotContain("{{");
            }
        });
    }

    /** A capture is told as what it is to its payer, and as money that came to its payee. */
    @ParameterizedTest
    @CsvSource({"PaymentCompleted, hold-captured payment-received", "PaymentFailed, "})
    void aCaptureIsTold(EventType type, @Nullable String said) {
        List<Notice> notices = PaymentNotices.of(
                ReceivedEvent.of(RunningNotifier.payment(type, "CAPTURE", new UUID(0, 1), "ann", "bob", 100)));

        assertThat(notices)
                .extracting(Notice::template)
                .isEqualTo(said == null ? List.of() : List.of(said.split(" ", -1)));
        assertThat(HoldNotices.of(
                        ReceivedEvent.of(RunningNotifier.payment(type, "CAPTURE", new UUID(0, 1), "ann", "bob", 100))))
                .isEmpty();
    }
}
