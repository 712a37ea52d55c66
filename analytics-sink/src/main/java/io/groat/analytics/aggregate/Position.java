package io.groat.analytics.aggregate;

import java.time.Instant;

/**
 * How far a partition's figures are written.
 *
 * @param next the place after the last event
 * @param latest no event before that place was later
 */
public record Position(long next, Instant latest) {
    public static final Position START = new Position(0, Instant.EPOCH);
}
