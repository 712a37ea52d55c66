package io.groat.notifier.profile;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Hours in which a user is left alone, each day, in the user's time zone; they may go over midnight.
 *
 * @param from the first moment of them
 * @param to the first moment after them
 */
public record QuietHours(LocalTime from, LocalTime to) {

    /** The moment from which on it may be told: that one, or the end of the quiet hours it falls into. */
    public Instant after(Instant at, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        LocalTime time = local.toLocalTime();
        boolean overMidnight = to.isBefore(from);
        boolean quiet =
                overMidnight ? !time.isBefore(from) || time.isBefore(to) : !time.isBefore(from) && time.isBefore(to);
        if (!quiet) {
            return at;
        }
        return TimesOfDay.next(at, to, zone);
    }
}
