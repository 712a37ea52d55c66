package io.groat.notifier.intake;

import static io.groat.notifier.RunningNotifier.assertProblem;
import static io.groat.notifier.RunningNotifier.body;
import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.get;
import static io.groat.notifier.RunningNotifier.post;
import static io.groat.notifier.RunningNotifier.read;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.notifier.Outside;
import io.groat.notifier.RunningNotifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Payments and requests become messages, each once. */
class IntakeIT {

    private final RunningNotifier notifier = RunningNotifier.shared();

    @Test
    void aPaymentIsToldToBothSidesOnceHoweverOftenItsEventComes() {
        String payer = user("ann");
        String payee = user("bob");
        UUID id = RunningNotifier.paymentId();
        Event completed = RunningNotifier.payment(EventType.PaymentCompleted, id, payer, payee, 2500);

        notifier.send(Collections.nCopies(5, completed));
        eventually(() -> assertThat(notifier.messages(payee, "")).hasSize(1));
        notifier.send(Collections.nCopies(5, completed));
        String after = user("eve");
        notifier.send(List.of(
                RunningNotifier.payment(EventType.PaymentCompleted, RunningNotifier.paymentId(), payer, after, 100)));
        eventually(() -> assertThat(notifier.messages(after, "")).hasSize(1));

        assertThat(notifier.messages(payer, "")).hasSize(2);
        assertThat(notifier.messages(payee, "")).hasSize(1);
        assertThat(body(get(notifier.as(payee), "/v1/notifications")))
                .contains("\"title\":\"You got 25.00 EUR\"", payer, "\"status\":\"sent\"", "\"channel\":\"inapp\"");
    }

    /** Who has a mailbox is told there in the end; for who has none, nothing is made for one. */
    @Test
    void whileTheRouterIsBusyTheAppIsToldAndMailboxesAreWhenItAnswers() {
        Outside outside = Outside.shared();
        String payer = user("ann");
        String payee = user("bob");
        outside.user(payee, "", payee + "@example.com");
        outside.busy(true);
        try {
            notifier.pay(payer, payee, 100);
            eventually(() -> assertThat(notifier.messages(payee, "")).hasSize(1));
            eventually(() -> assertThat(notifier.messages(payer, "")).hasSize(1));
            eventually(() -> assertThat(outside.asked(payee)).isGreaterThan(1));
            assertThat(notifier.messages(payee, "&channel=email")).isEmpty();
        } finally {
            outside.busy(false);
        }
        eventually(() -> assertThat(notifier.messages(payee, "&channel=email&status=sent"))
                .hasSize(1));
        eventually(() -> assertThat(outside.asked(payer)).isPositive());
        assertThat(notifier.messages(payer, "")).hasSize(1);
    }

    @Test
    void whatIsReadIsMarkedAndWhatIsAnothersIsNotThere() {
        String payee = user("bob");
        notifier.pay(user("ann"), payee, 100);
        eventually(() -> assertThat(notifier.messages(payee, "&unread=true")).hasSize(1));
        String id = read(get(notifier.as(payee), "/v1/notifications"), "$.items[0].id");

        get(notifier.as(user("eve")), "/v1/notifications/" + id).expectStatus().isNotFound();
        post(notifier.as(user("eve")), "/v1/notifications/" + id + "/read", "")
                .expectStatus()
                .isNotFound();
        String first = read(post(notifier.as(payee), "/v1/notifications/" + id + "/read", ""), "$.readAt");
        String second = read(post(notifier.as(payee), "/v1/notifications/" + id + "/read", ""), "$.readAt");

        assertThat(second).isEqualTo(first);
        assertThat(notifier.messages(payee, "&unread=true")).isEmpty();
    }

    @Test
    void listsGoOnWhereThePageEnded() {
        String payee = user("bob");
        for (int i = 0; i < 5; i++) {
            notifier.pay(user("ann"), payee, 100 + i);
        }
        eventually(() -> assertThat(notifier.messages(payee, "")).hasSize(5));
        String first = body(get(notifier.as(payee), "/v1/notifications?limit=3"));
        String next = JsonPath.read(first, "$.next");
        List<String> ids = new ArrayList<>(JsonPath.<List<String>>read(first, "$.items[*].id"));
        ids.addAll(read(get(notifier.as(payee), "/v1/notifications?limit=3&cursor=" + next), "$.items[*].id"));
        assertThat(ids).hasSize(5).doesNotHaveDuplicates();
        assertProblem(get(notifier.as(payee), "/v1/notifications?cursor=nonsense"), 400, "INVALID_CURSOR", "cursor");
    }

    @Test
    void oneKeyIsOneNotification() {
        String user = user("ann");
        String request = "{\"userId\":\"" + user + "\",\"template\":\"password-changed\",\"eventId\":\"e1\"}";
        String first = body(post(notifier.service(), "/v1/notifications", request));
        String second = body(post(notifier.service(), "/v1/notifications", request));
        assertThat(second).isEqualTo(first);
        assertThat(notifier.messages(user, "&channel=inapp")).hasSize(1);
    }

    @Test
    void twoKeysAreNone() {
        String user = user("ann");
        WebTestClient.RequestBodySpec request = notifier.service()
                .post()
                .uri("/v1/notifications")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "one", "two");
        assertProblem(
                request.bodyValue("{\"userId\":\"" + user + "\",\"template\":\"password-changed\"}")
                        .exchange(),
                400,
                "INVALID_FIELD",
                "Idempotency-Key");
        assertThat(notifier.messages(user, "")).isEmpty();
    }

    @Test
    void ofManyOneThatIsRefusedSpoilsNoOther() {
        String user = user("ann");
        String many = """
                [{"userId":"%s","template":"password-changed"},{"userId":"%s","template":"nonsense"},7]""".formatted(user, user);
        String answer = body(post(notifier.service(), "/v1/notifications/batch", many)
                .expectStatus()
                .isEqualTo(202));
        assertThat(answer).contains("\"channel\":\"inapp\"", "UNKNOWN_TEMPLATE", "MALFORMED_JSON");
        assertThat(notifier.messages(user, "&channel=inapp")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"userId\":\"a\",\"template\":\"nonsense\"} | 422 | UNKNOWN_TEMPLATE | template",
                "{\"userId\":\"a\",\"template\":\"login-code\"} | 422 | MISSING_VARIABLE | variables.code",
                "{\"userId\":\"a\",\"template\":\"payment-received\",\"variables\":{\"amountMinor\":1,\"currency\":\"EUR\"}} | 422 | MISSING_VARIABLE | variables.payer",
                "{\"userId\":\"a\",\"template\":\"payment-received\",\"variables\":{\"amountMinor\":\"12.50\"}} | 422 | INVALID_VARIABLE | variables.amountMinor",
                "{\"template\":\"password-changed\"} | 400 | MISSING_FIELD | userId",
                "{\"userId\":\"?\",\"template\":\"password-changed\"} | 400 | INVALID_FIELD | userId",
                "{\"to\":\"nobody\",\"channels\":[\"email\"],\"template\":\"password-changed\"} | 422 | INVALID_ADDRESS | to",
                "{\"to\":\"+4912\",\"channels\":[\"sms\"],\"template\":\"password-changed\"} | 422 | INVALID_ADDRESS | to",
                "{\"to\":\"a@b.cc\",\"template\":\"password-changed\"} | 400 | INVALID_FIELD | channels",
                "{\"userId\":\"a\",\"channels\":[\"fax\"],\"template\":\"password-changed\"} | 400 | INVALID_FIELD | channels",
                "{\"userId\":\"a\",\"channels\":[],\"template\":\"password-changed\"} | 400 | INVALID_FIELD | channels",
                "{\"userId\":\"a\",\"channels\":null,\"template\":\"password-changed\"} | 400 | INVALID_FIELD | channels",
                "{\"userId\":\"a\",\"to\":null,\"template\":\"password-changed\"} | 400 | INVALID_FIELD | to",
                "{\"userId\":\"a\",\"template\":\"password-changed\",\"x\":1} | 400 | UNKNOWN_FIELD | x"
            })
    void whatIsWrongIsNamed(String request, int status, String code, String field) {
        assertProblem(post(notifier.service(), "/v1/notifications", request), status, code, field);
    }
}
