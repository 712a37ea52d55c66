package io.groat.notifier.contact;

import static io.groat.notifier.RunningNotifier.assertProblem;
import static io.groat.notifier.RunningNotifier.body;
import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.get;
import static io.groat.notifier.RunningNotifier.post;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.notifier.RunningNotifier;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.MessageId;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What users say about themselves, and what comes of it. */
class ContactIT {

    private final RunningNotifier notifier = RunningNotifier.shared();

    private static WebTestClient.ResponseSpec put(WebTestClient caller, String path, String json) {
        return caller.put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }

    private String sandbox(String query) {
        return body(get(notifier.http(), "/sandbox/messages?" + query));
    }

    @Test
    void anAddressIsGoodOnceItsCodeIsTold() {
        String user = user("ann");
        String address = user + "@example.com";
        put(notifier.as(user), "/v1/addresses/" + user + "/email", "{\"address\":\"" + address + "\"}")
                .expectStatus()
                .isAccepted();
        eventually(() -> assertThat(sandbox("to=" + address)).contains("address-code"));
        Matcher code = Pattern.compile("\"body\":\"(\\d{6}) ").matcher(sandbox("to=" + address));
        assertThat(code.find()).isTrue();
        String wrong = code.group(1).equals("000000") ? "000001" : "000000";

        assertThat(body(get(notifier.as(user), "/v1/addresses/" + user))).doesNotContain(address);
        assertProblem(verify(user, wrong), 422, "WRONG_CODE", "code");
        verify(user, code.group(1)).expectStatus().isNoContent();
        assertProblem(verify(user, code.group(1)), 422, "WRONG_CODE", "code");
        assertThat(body(get(notifier.as(user), "/v1/addresses/" + user))).contains(address);
        assertThat(body(get(notifier.as(user), "/v1/notifications"))).doesNotContain(code.group(1));

        notifier.pay(user("bob"), user, 777);
        eventually(() -> assertThat(sandbox("to=" + address)).contains("7.77 EUR"));
    }

    private WebTestClient.ResponseSpec verify(String user, String code) {
        return post(notifier.as(user), "/v1/addresses/" + user + "/email/verify", "{\"code\":\"" + code + "\"}");
    }

    @Test
    void aDeviceIsToldFirstInItsOwnersLanguageAndOnlyUntilItSaysNo() {
        String user = user("ann");
        String token = "token-of-" + user;
        post(notifier.as(user), "/v1/devices/" + user, "{\"type\":\"fcm\",\"token\":\"" + token + "\"}")
                .expectStatus()
                .isCreated();
        put(notifier.as(user), "/v1/preferences/" + user, "{\"locale\":\"de\"}")
                .expectStatus()
                .isOk();
        notifier.pay(user("bob"), user, 123_456);
        eventually(() -> assertThat(sandbox("to=" + token)).contains("Du hast 1.234,56 EUR"));

        put(
                        notifier.as(user),
                        "/v1/preferences/" + user,
                        "{\"channels\":{\"payment\":{\"push\":false,\"inapp\":false},\"security\":{\"push\":false}}}")
                .expectStatus()
                .isOk();
        notifier.pay(user("bob"), user, 99);
        post(
                notifier.service(),
                "/v1/notifications",
                "{\"userId\":\"" + user + "\",\"template\":\"password-changed\"}");
        eventually(() -> assertThat(sandbox("to=" + token)).contains("password"));
        assertThat(sandbox("to=" + token)).doesNotContain("0.99");
    }

    @Test
    void smallPaymentsAreToldAllInOne() {
        String user = user("ann");
        String token = "token-of-" + user;
        post(notifier.as(user), "/v1/devices/" + user, "{\"type\":\"fcm\",\"token\":\"" + token + "\"}")
                .expectStatus()
                .isCreated();
        LocalDateTime at = LocalDateTime.now(ZoneOffset.UTC).plusHours(12).truncatedTo(ChronoUnit.MINUTES);
        put(
                        notifier.as(user),
                        "/v1/preferences/" + user,
                        "{\"digest\":{\"below\":{\"EUR\":500},\"at\":\"" + at.toLocalTime() + "\"}}")
                .expectStatus()
                .isOk();
        notifier.pay(user("bob"), user, 499);
        notifier.pay(user, user("bob"), 120);
        notifier.pay(user("bob"), user, 101);
        notifier.pay(user("bob"), user, 500);
        eventually(() -> assertThat(notifier.messages(user, "&channel=inapp")).hasSize(4));
        eventually(() -> assertThat(sandbox("to=" + token)).contains("5.00 EUR"));
        assertThat(sandbox("to=" + token)).doesNotContain("4.99", "1.20", "1.01");

        // Its time has not come yet: it is driven by hand.
        UUID digest = MessageId.of("digest:" + at.toLocalDate(), user, "payment-digest", Channel.INAPP);
        post(notifier.operator(), "/v1/dead-letters/" + digest + "/redrive", "")
                .expectStatus()
                .isAccepted();
        eventually(() -> assertThat(sandbox("to=" + token)).contains("3 small payments: +6.00 EUR, -1.20 EUR"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+49 (0) 151 %s", "0049\u00a0151\u202f%s", "\uff0b\uff14\uff19 151 %s", "\u202a+49 151 %s\u202c"
            })
    void aNumberIsOneHoweverItIsWritten(String written) {
        String user = user("num");
        String digits = String.valueOf(ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999));
        WebTestClient owner = notifier.as(user);

        put(owner, "/v1/addresses/" + user + "/sms", "{\"address\":\"" + String.format(written, digits) + "\"}")
                .expectStatus()
                .isAccepted();

        eventually(() -> assertThat(sandbox("channel=sms")).contains("+49151" + digits));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"timeZone\":\"Mars/Olympus\"} | 422 | INVALID_TIME_ZONE | timeZone",
                "{\"locale\":\"tlh\"} | 422 | UNKNOWN_LOCALE | locale",
                "{\"quietHours\":{\"from\":\"25:00\",\"to\":\"07:00\"}} | 400 | INVALID_FIELD | quietHours.from",
                "{\"channels\":{\"gossip\":{}}} | 400 | INVALID_FIELD | channels.gossip",
                "{\"channels\":{\"payment\":{\"fax\":true}}} | 400 | INVALID_FIELD | channels.payment.fax",
                "{\"digest\":{\"below\":{\"euro\":1}}} | 400 | INVALID_FIELD | digest.below.euro",
                "{\"channels\":null} | 400 | INVALID_FIELD | channels",
                "{\"channels\":{\"payment\":null}} | 400 | INVALID_FIELD | payment",
                "{\"channels\":{\"payment\":{\"sms\":null}}} | 400 | INVALID_FIELD | sms",
                "{\"digest\":null} | 400 | INVALID_FIELD | digest",
                "{\"locale\":null} | 400 | INVALID_FIELD | locale",
                "{\"x\":1} | 400 | UNKNOWN_FIELD | x"
            })
    void whatIsWrongIsNamed(String request, int status, String code, String field) {
        assertProblem(put(notifier.as("ann"), "/v1/preferences/ann", request), status, code, field);
    }

    @Test
    void whatIsAnothersIsNotThere() {
        WebTestClient eve = notifier.as(user("eve"));
        get(eve, "/v1/preferences/ann").expectStatus().isNotFound();
        put(eve, "/v1/preferences/ann", "{}").expectStatus().isNotFound();
        get(eve, "/v1/devices/ann").expectStatus().isNotFound();
        get(eve, "/v1/addresses/ann").expectStatus().isNotFound();
    }

    @Test
    void aPreviewEscapesInPagesAlone() {
        String preview = body(
                post(
                        notifier.operator(),
                        "/v1/templates/payment-received/preview",
                        "{\"variables\":{\"amountMinor\":\"100\",\"currency\":\"EUR\",\"payer\":\"<b>x</b>\",\"paymentId\":\"p\"}}"));
        assertThat(preview).contains("&lt;b&gt;x", "You got 1.00 EUR from <b>x</b>");
        assertProblem(
                post(notifier.operator(), "/v1/templates/payment-received/preview", "{\"variables\":{}}"),
                422,
                "MISSING_VARIABLE",
                "variables.amountMinor");
        assertProblem(
                post(notifier.operator(), "/v1/templates/nonsense/preview", "{}"), 422, "UNKNOWN_TEMPLATE", "name");
    }
}
