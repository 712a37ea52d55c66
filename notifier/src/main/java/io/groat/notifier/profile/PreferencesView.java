package io.groat.notifier.profile;

import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Kind;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Preferences as answers show them and the store has them. */
@Doc("What a user wishes")
public record PreferencesView(
        @Doc(example = "en") String locale,
        @Doc(example = "Europe/Berlin") String timeZone,
        @Doc("null: none") @Nullable QuietHoursView quietHours,

        @Doc(
                value = "By kind and channel: true for always, false for never; what is not said goes by what fits",
                example = "{\"payment\": {\"email\": false}}")
        Map<String, Map<String, Boolean>> channels,

        DigestView digest) {

    /** Hours in which a user is left alone. */
    public record QuietHoursView(
            @Doc(example = "22:00") String from,

            @Doc(value = "It may be on the next day", example = "07:00")
            String to) {}

    /** What is told once a day. */
    public record DigestView(
            @Doc(value = "Payments below that amount, in minor units by currency", example = "{\"EUR\": 500}") @Amount
            Map<String, Long> below,

            @Doc(example = "18:00") String at) {}

    public static PreferencesView of(Preferences preferences) {
        QuietHours quiet = preferences.quiet();
        Map<String, Map<String, Boolean>> wishes = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            Map<Channel, Boolean> of = preferences.wishes().get(kind);
            if (of != null) {
                Map<String, Boolean> channels = new LinkedHashMap<>();
                of.forEach((channel, wish) -> channels.put(channel.text(), wish));
                wishes.put(kind.text(), channels);
            }
        }
        return new PreferencesView(
                preferences.locale(),
                preferences.zone().getId(),
                quiet == null
                        ? null
                        : new QuietHoursView(quiet.from().toString(), quiet.to().toString()),
                wishes,
                new DigestView(preferences.digestBelow(), preferences.digestAt().toString()));
    }

    /** What a request says; {@link PreferencesJson} reads it, for it names what is at fault however deep it stands. */
    @Doc("What a user wishes; what is not said is as it is for one who has said nothing")
    public record PreferencesWish(
            @Doc(example = "en") @Nullable String locale,
            @Doc(example = "Europe/Berlin") @Nullable String timeZone,
            @Doc("null: none") @LeftOut @Nullable QuietHoursWish quietHours,

            @Doc(
                    value = "By kind and channel: true for always, false for never; what is not said goes by what fits",
                    example = "{\"payment\": {\"email\": false}}")
            @Nullable
            Map<String, Map<String, Boolean>> channels,

            @Nullable DigestWish digest) {}

    /** Hours in which a user is left alone. */
    public record QuietHoursWish(
            @Doc(example = "22:00") String from,

            @Doc(value = "It may be on the next day", example = "07:00")
            String to) {}

    /** What is told once a day. */
    public record DigestWish(
            @Doc(value = "Payments below that amount, in minor units by currency", example = "{\"EUR\": 500}")
            @Amount
            @Nullable
            Map<String, Long> below,

            @Doc(example = "18:00") @Nullable String at) {}
}
