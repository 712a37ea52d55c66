package io.groat.dispute;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long before a dispute's deadline it is told of.
 *
 * @param before each above zero; none for never
 */
public record Reminders(List<Duration> before) {

    /** A week, three days and one day before. */
    public static final Reminders USUAL =
            new Reminders(List.of(Duration.ofDays(7), Duration.ofDays(3), Duration.ofDays(1)));

    public Reminders {
        before = List.copyOf(before);
        if (before.stream().anyMatch(one -> one.isNegative() || one.isZero())) {
            throw new IllegalArgumentException("a reminder comes before its deadline: " + before);
        }
    }

    /** The next that lies ahead; null when none does. */
    @Nullable
    Instant next(Instant deadline, Instant now) {
        return before.stream()
                .map(deadline::minus)
                .filter(at -> at.isAfter(now))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
