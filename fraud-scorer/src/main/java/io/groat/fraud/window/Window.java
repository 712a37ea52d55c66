package io.groat.fraud.window;

import java.time.Duration;
import java.util.List;

/** The spans that features look back over. A window at a moment holds what came after its begin, up to the moment. */
public enum Window {
    MINUTE("1m", Duration.ofMinutes(1)),
    TEN_MINUTES("10m", Duration.ofMinutes(10)),
    HOUR("1h", Duration.ofHours(1)),
    DAY("24h", Duration.ofHours(24)),
    WEEK("7d", Duration.ofDays(7)),
    MONTH("30d", Duration.ofDays(30));

    /** From the shortest to the longest. */
    public static final List<Window> ALL = List.of(values());

    private final String text;
    private final Duration span;

    Window(String text, Duration span) {
        this.text = text;
        this.span = span;
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
