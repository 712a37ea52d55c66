package io.groat.rule;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Optional;

/**
 * Over which time a limit counts. Hours, days, weeks (from Monday) and months are those of a time zone's calendar: a day on
 * which clocks change has 23 or 25 hours, and where clocks go back the same hour comes twice, each by itself. Rolling
 * windows end now; they move in steps, so that what is counted leaves at most a step later than it would.
 */
public enum Window {
    /** Each movement by itself: nothing is counted. */
    TRANSACTION("transaction", Duration.ZERO, Duration.ZERO),
    HOUR("hour", Duration.ZERO, Duration.ZERO),
    DAY("day", Duration.ZERO, Duration.ZERO),
    WEEK("week", Duration.ZERO, Duration.ZERO),
    MONTH("month", Duration.ZERO, Duration.ZERO),
    ROLLING_24H("rolling-24h", Duration.ofHours(24), Duration.ofMinutes(10)),
    ROLLING_30D("rolling-30d", Duration.ofDays(30), Duration.ofHours(6));

    private static final long HOUR_SECONDS = 3600;

    private final String text;
    private final Duration length;
    private final Duration step;

    Window(String text, Duration length, Duration step) {
        this.text = text;
        this.length = length;
        this.step = step;
    }

    /** As rules say it. */
    public String text() {
        return text;
    }

    public static Optional<Window> find(String text) {
        return Arrays.stream(values())
                .filter(window -> window.text.equals(text))
                .findFirst();
    }

    /** How long after it something may count, at the most. */
    public Duration longest() {
        return switch (this) {
            case TRANSACTION -> Duration.ZERO;
            case HOUR -> Duration.ofHours(1);
            case DAY -> Duration.ofHours(26);
            case WEEK -> Duration.ofDays(8);
            case MONTH -> Duration.ofDays(32);
            case ROLLING_24H, ROLLING_30D -> length.plus(step);
        };
    }

    /** Whether it moves with the time rather than begin anew. */
    public boolean isRolling() {
        return !length.isZero();
    }

    /**
     * The period in which what happens at that time is counted. Of a rolling window it is a step of it, which counts until
     * all that happened in it is older than the window.
     *
     * @throws IllegalStateException for {@link #TRANSACTION}, which counts nothing
     */
    public Period periodOf(Instant time, ZoneId zone) {
        return switch (this) {
            case TRANSACTION -> throw new IllegalStateException("a transaction has no period");
            case HOUR -> hour(time, zone);
            case DAY -> days(date(time, zone), 1, zone);
            case WEEK -> days(date(time, zone).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), 7, zone);
            case MONTH -> {
                LocalDate first = date(time, zone).withDayOfMonth(1);
                yield new Period(startOf(first, zone), startOf(first.plusMonths(1), zone));
            }
            case ROLLING_24H, ROLLING_30D -> step(time);
        };
    }

    /** An hour of the clock as it goes at that time. */
    private static Period hour(Instant time, ZoneId zone) {
        long offset = zone.getRules().getOffset(time).getTotalSeconds();
        long clock = Math.floorDiv(time.getEpochSecond() + offset, HOUR_SECONDS) * HOUR_SECONDS;
        Instant start = Instant.ofEpochSecond(clock - offset);
        return new Period(start, start.plusSeconds(HOUR_SECONDS));
    }

    private static LocalDate date(Instant time, ZoneId zone) {
        return time.atZone(zone).toLocalDate();
    }

    private static Period days(LocalDate first, int count, ZoneId zone) {
        return new Period(startOf(first, zone), startOf(first.plusDays(count), zone));
    }

    private static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private Period step(Instant time) {
        long seconds = step.toSeconds();
        Instant start = Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
        return new Period(start, start.plus(step).plus(length));
    }
}
