package io.groat.notifier.inquiry;

import static io.groat.notifier.RunningNotifier.assertProblem;
import static io.groat.notifier.RunningNotifier.body;
import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.get;
import static io.groat.notifier.RunningNotifier.post;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import io.groat.event.FraudScoreCalculated;
import io.groat.event.PayerAnswered;
import io.groat.event.PayerAnswered.Consequence;
import io.groat.notifier.EventLog;
import io.groat.notifier.Outside;
import io.groat.notifier.RunningNotifier;
import io.groat.notifier.secret.MasterSecret;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Payers are asked, and what they say gets out once. */
class InquiryIT {

    private final RunningNotifier notifier = RunningNotifier.shared();

    private UUID review(String payer) {
        UUID id = RunningNotifier.paymentId();
        Instant now = Instant.now();
        FraudScoreCalculated body = new FraudScoreCalculated(
                id, payer, "shop", 50_000, "EUR", 0.8, FraudDecision.review, List.of(), 1, now);
        notifier.send(List.of(new Event(
                EventType.FraudScoreCalculated, payer, id + ":FraudScoreCalculated", now, EventJson.write(body))));
        return id;
    }

    private String sandbox(String to) {
        return body(get(notifier.http(), "/sandbox/messages?to=" + to));
    }

    private String link(String to) {
        eventually(() -> assertThat(sandbox(to)).contains("/i/"));
        Matcher link = Pattern.compile("http://127\\.0\\.0\\.1:8004(/i/[A-Za-z0-9_-]+)")
                .matcher(sandbox(to));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static List<PayerAnswered> answers(UUID payment) {
        return EventLog.all("fraud_events").stream()
                .filter(event -> event.contains("payer-") && event.contains(payment.toString()))
                .map(event -> EventJson.read(event, PayerAnswered.class))
                .toList();
    }

    @Test
    void noByTheLinkNeedsNoLoginStopsThePaymentAndCountsOnce() {
        String payer = user("ann");
        Outside.shared()
                .user(
                        payer,
                        "+49170" + (1_000_000 + Math.floorMod(payer.hashCode(), 1_000_000)),
                        payer + "@example.com");
        UUID payment = review(payer);
        String link = link(payer + "@example.com");

        assertThat(body(get(notifier.http(), link))).contains("500.00 EUR to shop", "No, it was not me");
        assertThat(answers(payment)).isEmpty();
        post(notifier.http(), link + "/no", "").expectStatus().isOk();
        post(notifier.http(), link + "/no", "").expectStatus().isOk();
        assertProblem(post(notifier.http(), link + "/yes", ""), 409, "ALREADY_ANSWERED", null);

        List<PayerAnswered> answers = answers(payment);
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).label()).isEqualTo("payer-denied");
        assertThat(answers.get(0).consequence()).isEqualTo(Consequence.cancel);
        assertThat(answers.get(0).payerUser()).isEqualTo(payer);
    }

    @Test
    void yesInTheAppLetsItGoAndYesByALinkOnlySaysSo() {
        String payer = user("ann");
        UUID payment = review(payer);
        eventually(() ->
                assertThat(body(get(notifier.as(payer), "/v1/notifications"))).contains("payment-inquiry"));
        String answer = "/v1/inquiries/" + payment + "/answer";
        post(notifier.as(user("eve")), answer, "{\"own\":true}").expectStatus().isNotFound();
        assertThat(JsonPath.<Boolean>read(body(post(notifier.as(payer), answer, "{\"own\":true}")), "$.own"))
                .isTrue();
        assertThat(answers(payment)).extracting(PayerAnswered::consequence).containsExactly(Consequence.release);

        String other = user("ann");
        Outside.shared()
                .user(
                        other,
                        "+49171" + (1_000_000 + Math.floorMod(other.hashCode(), 1_000_000)),
                        other + "@example.com");
        UUID held = review(other);
        post(notifier.http(), link(other + "@example.com") + "/yes", "")
                .expectStatus()
                .isOk();
        assertThat(answers(held)).extracting(PayerAnswered::consequence).containsExactly(Consequence.none);
    }

    @Test
    void linksCantBeMadeUpChangedOrUsedLate() {
        MasterSecret secret = new MasterSecret("a secret of the test, thirty-two long");
        InquiryLinks links = new InquiryLinks(secret, "");
        Instant now = Instant.now();
        UUID payment = UUID.randomUUID();
        String token = links.link(payment, now.plusSeconds(60)).substring("/i/".length());
        assertThat(links.payment(token, now)).contains(payment);
        assertThat(links.payment(token, now.plusSeconds(61))).isEmpty();
        for (int place = 0; place < token.length() - 1; place += 7) {
            char other = token.charAt(place) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, place) + other + token.substring(place + 1);
            assertThat(links.payment(changed, now)).isEmpty();
        }
        InquiryLinks others = new InquiryLinks(new MasterSecret("another secret, also thirty-two long"), "");
        assertThat(others.payment(token, now)).isEmpty();
        assertThat(List.of("", "x", "/../", "A".repeat(60)))
                .allSatisfy(text -> assertThat(links.payment(text, now)).isEmpty());
        assertProblem(get(notifier.http(), "/i/" + "A".repeat(59)), 404, "LINK_INVALID", null);
    }
}
