package io.groat.notifier.profile;

import io.groat.notifier.message.Channel;
import io.groat.notifier.message.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user wishes.
 *
 * @param locale language of messages
 * @param zone time zone of {@code quiet} and {@code digestAt}
 * @param wishes by kind and channel: true for always, false for never; what is not said goes by {@code Routing}
 * @param digestBelow minor units by currency: payments below are told once a day, all in one
 * @param digestAt when
 */
public record Preferences(
        String locale,
        ZoneId zone,
        @Nullable QuietHours quiet,
        Map<Kind, Map<Channel, Boolean>> wishes,
        Map<String, Long> digestBelow,
        LocalTime digestAt) {

    public static final LocalTime USUAL_DIGEST = LocalTime.of(18, 0);

    /** Of a user who has said nothing. */
    public static final Preferences NONE =
            new Preferences("en", ZoneOffset.UTC, null, Map.of(), Map.of(), USUAL_DIGEST);

    public Preferences {
        wishes = Map.copyOf(wishes);
        digestBelow = Map.copyOf(digestBelow);
    }

    /** Whether the user wants messages of that kind by that channel; null when the user has not said. */
    public @Nullable Boolean wish(Kind kind, Channel channel) {
        return wishes.getOrDefault(kind, Map.of()).get(channel);
    }

    public boolean isDigested(long amountMinor, String currency) {
        Long below = digestBelow.get(currency);
        return below != null && amountMinor < below;
    }

    /** The day of the next summary, in the user's time zone. */
    public LocalDate nextDigestDay(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return digestOf(today).isAfter(now) ? today : today.plusDays(1);
    }

    /** When the summary of that day is due; quiet hours may hold it back. */
    public Instant digestOf(LocalDate day) {
        return TimesOfDay.first(day, digestAt, zone);
    }

    public Instant afterQuietHours(Instant at) {
        return quiet == null ? at : quiet.after(at, zone);
    }
}
