package io.groat.infra.training.measure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Payers of whom a fraud is known: since when, for each the earliest. */
public final class KnownPayers {

    private final Map<String, Instant> since = new HashMap<>();
    private final Instant from;

    /** @param from frauds before that moment are over and forgotten */
    public KnownPayers(Instant from) {
        this.from = from;
    }

    /** Takes a fraud. */
    public void fraud(String payer, Instant at, Instant knownAt) {
        if (!at.isBefore(from)) {
            since.merge(payer, knownAt, (a, b) -> a.isBefore(b) ? a : b);
        }
    }

    /** Whether a fraud of that payer was known when that day began. */
    public boolean knowsAt(String payer, Instant at) {
        Instant known = since.get(payer);
        return known != null && !known.isAfter(at.truncatedTo(ChronoUnit.DAYS));
    }
}
