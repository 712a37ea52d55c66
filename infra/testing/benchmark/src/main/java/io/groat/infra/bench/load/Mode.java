package io.groat.infra.bench.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is measured beside each other. */
public enum Mode {
    /** The engine, called in the benchmark's own process; no HTTP, no relay. */
    ENGINE,
    /** A request a transfer to a shard-router that nobody else stands behind. */
    HTTP,
    /** A line a transfer on a few streams to that router. */
    STREAM,
    /** A request a transfer to the whole system; a transfer counts when all consumers have worked off its events. */
    WHOLE_HTTP,
    /** A line a transfer on a few streams to the whole system, counted alike. */
    WHOLE_STREAM,
    /** JDBC with one transaction a leg, in the benchmark's own process; no HTTP, no relay. */
    BASELINE,
    /** More than the whole system can carry. Not made of cells. */
    OVERLOAD,
    /** How long after a payment others know of it, in the whole system. Not made of cells. */
    FOLLOW;

    /** As it stands in tables, in JSON and in arguments. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mode of that label; empty when there is none. */
    public static Optional<Mode> find(String label) {
        return Arrays.stream(values())
                .filter(mode -> mode.label().equals(label))
                .findFirst();
    }

    /** Those that cells are measured of. */
    public static List<Mode> ofCells() {
        return Arrays.stream(values())
                .filter(mode -> mode != OVERLOAD && mode != FOLLOW)
                .toList();
    }

    /** Whether fraud-scorer, analytics-sink and notifier take part. */
    public boolean isWhole() {
        return this == WHOLE_HTTP || this == WHOLE_STREAM || this == OVERLOAD || this == FOLLOW;
    }

    /** Whether transfers go as lines of streams. */
    public boolean isStream() {
        return this == STREAM || this == WHOLE_STREAM;
    }

    /** Whether a router takes the transfers. */
    public boolean hasRouter() {
        return this != ENGINE && this != BASELINE;
    }

    /** The same load on the router alone; empty where it makes no sense. */
    public Optional<Mode> alone() {
        return switch (this) {
            case WHOLE_HTTP -> Optional.of(HTTP);
            case WHOLE_STREAM -> Optional.of(STREAM);
            default -> Optional.empty();
        };
    }
}
