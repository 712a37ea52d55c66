package io.groat.infra.bench.load;

import java.util.Locale;

/** The ways of moving money that are measured beside each other. */
public enum Mode {
    /** The engine, called in the benchmark's own process; no HTTP, no relay. */
    ENGINE,
    /** A request a transfer to a shard-router. */
    HTTP,
    /** A line a transfer on a few streams to a shard-router. */
    STREAM,
    /** JDBC with one transaction a leg, in the benchmark's own process; no HTTP, no relay. */
    BASELINE;

    /** As it stands in tables, in JSON and in arguments. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
