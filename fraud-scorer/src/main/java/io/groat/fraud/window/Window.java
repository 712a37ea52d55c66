package io.groat.fraud.window;

import java.time.Duration;
import java.util.List;

/** The spans that features look back over. A window at a moment holds what came after its begin, up to the moment. */
public enum Window {
    MINUTE(0, "1m", Duration.ofMinutes(1)),
    TEN_MINUTES(1, "10m", Duration.ofMinutes(10)),
    HOUR(2, "1h", Duration.ofHours(1)),
    DAY(3, "24h", Duration.ofHours(24)),
    WEEK(4, "7d", Duration.ofDays(7)),
    MONTH(5, "30d", Duration.ofDays(30));

    /** From the shortest to the longest. */
    public static final List<Window> ALL = List.of(values());

    private final int place;
    private final String text;
    private final Duration span;

    Window(int place, String text, Duration span) {
        this.place = place;
        this.text = text;
        this.span = span;
    }

    /** Its place among all, from 0. */
    public int place() {
        return place;
    }

    /** As it stands in names of features. */
    public String text() {
        return text;
    }

    public Duration span() {
        return span;
    }

    public long millis() {
        return span.toMillis();
    }
}
