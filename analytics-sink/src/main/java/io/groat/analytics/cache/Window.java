package io.groat.analytics.cache;

import io.groat.analytics.aggregate.Granularity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Stretches of time up to now that a summary may be of. They begin with a whole minute, hour or day, in UTC. */
public enum Window {
    /** This minute and the four before it. */
    FIVE_MINUTES("5m", Granularity.minute, 5, 30),
    /** This minute and the 59 before it. */
    HOUR("1h", Granularity.minute, 60, 60),
    /** This hour and the 23 before it. */
    DAY("24h", Granularity.hour, 24, 24),
    /** All days that are kept. */
    ALL("all", Granularity.day, 1461, 60);

    private final String text;
    private final Granularity granularity;
    private final int stretches;
    private final int trend;

    /** @param trend how many stretches up to now are shown one by one */
    Window(String text, Granularity granularity, int stretches, int trend) {
        this.text = text;
        this.granularity = granularity;
        this.stretches = stretches;
        this.trend = trend;
    }

    public String text() {
        return text;
    }

    public Granularity granularity() {
        return granularity;
    }

    /** When it begins, in seconds since 1970. */
    public long from(Instant now) {
        return granularity.plus(granularity.startOf(now), 1L - stretches);
    }

    /** When the first of the stretches begins that are shown one by one, in seconds since 1970. */
    public long trendFrom(Instant now) {
        return granularity.plus(granularity.startOf(now), 1L - trend);
    }

    /** The longest window of that granularity. */
    static long earliest(Granularity granularity, Instant now) {
        return Arrays.stream(values())
                .filter(window -> window.granularity == granularity)
                .mapToLong(window -> window.from(now))
                .min()
                .orElseThrow();
    }

    public static Optional<Window> find(String text) {
        return Arrays.stream(values())
                .filter(window -> window.text.equals(text))
                .findFirst();
    }
}
