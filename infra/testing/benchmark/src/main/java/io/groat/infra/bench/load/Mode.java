package io.groat.infra.bench.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is measured beside each other. */
public enum Mode {
    /** The engine, called in the benchmark's own process; no HTTP, no relay. */
    ENGINE,
    /** A hold and its capture, which count as one, in that engine. */
    ENGINE_HOLD,
    /** A refund in that engine, of a part of a transfer that was made before. */
    ENGINE_REFUND,
    /** A transfer in that engine between wallets of a type that has three limits, of a transaction type that has a fee. */
    ENGINE_RULED,
    /** A request a transfer to a shard-router that nobody else stands behind. */
    HTTP,
    /** A request for a hold and one for its capture, which count as one, to that router. */
    HTTP_HOLD,
    /** A request a refund to that router, of a part of a transfer that was made before. */
    HTTP_REFUND,
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
    FOLLOW,
    /** A gateway's webhooks to the router alone, half of them repeats, and payments beside. Not made of cells. */
    WEBHOOKS;

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
                .filter(mode -> mode != OVERLOAD && mode != FOLLOW && mode != WEBHOOKS)
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

    /** Whether it calls the engine, and no router. */
    public boolean isEngine() {
        return this == ENGINE || this == ENGINE_HOLD || this == ENGINE_REFUND || this == ENGINE_RULED;
    }

    /** Whether it is the router alone. */
    public boolean isRouterAlone() {
        return hasRouter() && !isWhole();
    }

    /** Whether a router takes the transfers. */
    public boolean hasRouter() {
        return !isEngine() && this != BASELINE;
    }

    /** Whether something else is done than plain transfers. */
    public boolean isOther() {
        return this == ENGINE_HOLD
                || this == ENGINE_REFUND
                || this == ENGINE_RULED
                || this == HTTP_HOLD
                || this == HTTP_REFUND;
    }

    /**
     * What it is held against under the same load: the whole system against the router alone, other movements against
     * plain transfers; empty where it makes no sense.
     */
    public Optional<Mode> reference() {
        return switch (this) {
            case WHOLE_HTTP, HTTP_HOLD, HTTP_REFUND -> Optional.of(HTTP);
            case WHOLE_STREAM -> Optional.of(STREAM);
            case ENGINE_HOLD, ENGINE_REFUND, ENGINE_RULED -> Optional.of(ENGINE);
            default -> Optional.empty();
        };
    }
}
