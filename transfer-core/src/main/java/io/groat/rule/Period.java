package io.groat.rule;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time in which a limit counts.
 *
 * @param start the first moment of it
 * @param end the first moment after it: from then on what was counted in it counts no more
 */
public record Period(Instant start, Instant end) {

    public Period {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a period from " + start + " to " + end);
        }
    }

    /** Whether it is a step of the same rolling window. */
    boolean isAsLongAs(Period other) {
        return Duration.between(start, end).equals(Duration.between(other.start, other.end));
    }

    /** Whether what was counted in it counts at that time. */
    public boolean countsAt(Instant time) {
        return time.isBefore(end);
    }
}
