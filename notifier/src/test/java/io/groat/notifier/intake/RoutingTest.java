package io.groat.notifier.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Kind;
import io.groat.notifier.message.Message;
import io.groat.notifier.profile.Device;
import io.groat.notifier.profile.Preferences;
import io.groat.notifier.profile.Profile;
import io.groat.notifier.profile.QuietHours;
import io.groat.notifier.template.MessageTemplate;
import io.groat.notifier.template.Templates;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTest {

    private static final Instant NOW = Instant.parse("2026-11-21T23:30:00Z");
    private static final Templates TEMPLATES = new Templates();

    /** Who is reached how, what they said, and by which channels they are told; fallbacks after a slash. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "payment-received |                |                      | inapp",
                "payment-received | push email sms |                      | inapp push/email,sms",
                "payment-received | email sms      |                      | inapp email/sms",
                "payment-received | sms            |                      | inapp sms",
                "payment-received | push email sms | -push                | inapp email/sms",
                "payment-received | push email sms | +email               | inapp email",
                "payment-received | push email sms | +email +sms          | inapp email sms",
                "payment-received | push email sms | -push -email -sms    | inapp",
                "payment-received | push           | -inapp               | push",
                "payment-received | sms            | +email               | inapp sms",
                "password-changed | email sms      | -inapp -email -sms   | inapp email/sms",
                "payment-inquiry  | push email sms | -push -inapp         | inapp push email sms"
            })
    void channels(String template, @Nullable String reached, @Nullable String said, String told) {
        Plan plan = plan(notice(template, NOW), profile(reached, said, null, Map.of()));
        assertThat(plan.messages().stream().map(RoutingTest::told).collect(Collectors.joining(" ")))
                .isEqualTo(told.strip());
    }

    private static String told(Message message) {
        return message.channel().text()
                + (message.fallback().isEmpty() ? "" : "/")
                + message.fallback().stream().map(Channel::text).collect(Collectors.joining(","));
    }

    @Test
    void quietHoursHoldBackWhatIsNotInTheAppButForSecurity() {
        QuietHours night = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0));
        Profile profile = profile("sms", "", night, Map.of());
        assertThat(plan(notice("payment-received", NOW), profile).messages())
                .extracting(Message::dueAt)
                .containsExactly(NOW, Instant.parse("2026-11-22T06:00:00Z"));
        assertThat(plan(notice("password-changed", NOW), profile).messages())
                .extracting(Message::dueAt)
                .containsExactly(NOW, NOW);
    }

    @Test
    void aSummaryComesAfterQuietHours() {
        QuietHours evening = new QuietHours(LocalTime.of(17, 0), LocalTime.of(19, 30));
        Profile profile = profile("email", "", evening, Map.of("EUR", 500L));
        assertThat(plan(notice("payment-received", NOW), profile).messages())
                .extracting(Message::dueAt)
                .containsExactly(NOW, Instant.parse("2026-11-22T18:30:00Z"));
    }

    @Test
    void smallPaymentsAreToldTogetherUnderOneId() {
        Profile profile = profile("email", "", null, Map.of("EUR", 500L));
        Plan first = plan(notice("payment-received", NOW), profile);
        Plan second = plan(notice("payment-received", NOW.plusSeconds(1)), profile);
        assertThat(first.digestDay()).isNotNull();
        assertThat(first.messages())
                .extracting(Message::template)
                .containsExactly("payment-received", "payment-digest");
        assertThat(first.messages().get(1).dueAt()).isEqualTo(Instant.parse("2026-11-22T17:01:00Z"));
        assertThat(second.messages().get(1).id())
                .isEqualTo(first.messages().get(1).id());
        assertThat(second.messages().get(0).id())
                .isNotEqualTo(first.messages().get(0).id());
    }

    @Test
    void whatHappenedLongAgoIsShownInTheAppAlone() {
        Profile profile = profile("push email sms", "", null, Map.of());
        assertThat(plan(notice("payment-received", NOW.minusSeconds(90_000)), profile)
                        .messages())
                .extracting(Message::channel)
                .containsExactly(Channel.INAPP);
    }

    @Test
    void whileTheAccountCantBeAskedTheyAreTriedLater() {
        Profile unknown = new Profile(Preferences.NONE, Map.of(), List.of(), false);
        assertThat(plan(notice("payment-received", NOW), unknown).messages().stream()
                        .map(RoutingTest::told))
                .containsExactly("inapp", "email/sms");
    }

    private static Plan plan(Notice notice, Profile profile) {
        return Routing.plan(notice, template(notice.template()), template(Routing.DIGEST), profile, NOW);
    }

    private static MessageTemplate template(String name) {
        return TEMPLATES.find(name, "en").orElseThrow();
    }

    private static Notice notice(String template, Instant at) {
        return Notice.of("event-" + at, "bob", template, Map.of("amountMinor", "499", "currency", "EUR"), at);
    }

    private static Profile profile(
            @Nullable String reached, @Nullable String said, @Nullable QuietHours quiet, Map<String, Long> digest) {
        Map<Channel, Boolean> wishes = new EnumMap<>(Channel.class);
        for (String word : words(said)) {
            wishes.put(Channel.find(word.substring(1)).orElseThrow(), word.charAt(0) == '+');
        }
        Map<Kind, Map<Channel, Boolean>> all = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            all.put(kind, wishes);
        }
        Map<Channel, String> addresses = words(reached).stream()
                .filter(word -> !word.equals("push"))
                .collect(Collectors.toMap(word -> Channel.find(word).orElseThrow(), word -> "somewhere"));
        List<Device> devices = words(reached).contains("push")
                ? List.of(new Device(new UUID(0, 0), Device.Type.FCM, "token", null, null, null))
                : List.of();
        return new Profile(
                new Preferences("en", ZoneId.of("Europe/Berlin"), quiet, all, digest, Preferences.USUAL_DIGEST),
                addresses,
                devices,
                true);
    }

    private static List<String> words(@Nullable String text) {
        return text == null || text.isBlank() ? List.of() : List.of(text.strip().split(" "));
    }
}
