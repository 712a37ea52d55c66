package io.groat.analytics.aggregate;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** How long the stretches are that figures are kept for; in UTC. Numbers stand in rows: they stay as they are. */
public enum Granularity {
    minute(1, Duration.ofMinutes(1), 60, Duration.ofDays(8)),
    hour(2, Duration.ofHours(1), 24, Duration.ofDays(100)),
    day(3, Duration.ofDays(1), 32, Duration.ofDays(1460));

    private final int number;
    private final Duration length;
    private final int inPeriod;
    private final Duration kept;

    Granularity(int number, Duration length, int inPeriod, Duration kept) {
        this.number = number;
        this.length = length;
        this.inPeriod = inPeriod;
        this.kept = kept;
    }

    byte number() {
        return (byte) number;
    }

    public Duration length() {
        return length;
    }

    /** How long they are kept. */
    public Duration kept() {
        return kept;
    }

    /** When the stretch began that a moment is in, in seconds since 1970. */
    public long startOf(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), length.toSeconds()) * length.toSeconds();
    }

    /** The start of that many stretches later. */
    public long plus(long start, long stretches) {
        return start + stretches * length.toSeconds();
    }

    /** Which of the store's partitions holds the stretch. */
    long periodOf(long start) {
        return Math.floorDiv(start, length.toSeconds() * inPeriod);
    }

    public static Optional<Granularity> find(String name) {
        return Arrays.stream(values()).filter(one -> one.name().equals(name)).findFirst();
    }
}
