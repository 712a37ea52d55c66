package io.groat.notifier.profile;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;

/**
 * When clocks show a time of day: twice on a day on which they are put back over it; not at all on one on which they are
 * put forward over it, and then the moment counts at which they are.
 */
final class TimesOfDay {

    private TimesOfDay() {}

    /** The first moment of that day. */
    static Instant first(LocalDate day, LocalTime time, ZoneId zone) {
        return at(day.atTime(time), zone, false);
    }

    /** The first moment after that one. */
    static Instant next(Instant after, LocalTime time, ZoneId zone) {
        LocalDate day = after.atZone(zone).toLocalDate();
        for (boolean again : new boolean[] {false, true}) {
            Instant today = at(day.atTime(time), zone, again);
            if (today.isAfter(after)) {
                return today;
            }
        }
        return first(day.plusDays(1), time, zone);
    }

    /** @param again the second of two such moments, where there are two */
    private static Instant at(LocalDateTime local, ZoneId zone, boolean again) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        return (again
                        ? local.atZone(zone).withLaterOffsetAtOverlap()
                        : local.atZone(zone).withEarlierOffsetAtOverlap())
                .toInstant();
    }
}
