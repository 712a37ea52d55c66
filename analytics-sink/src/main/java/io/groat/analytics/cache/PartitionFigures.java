package io.groat.analytics.cache;

import io.groat.analytics.figure.Figures;

/**
 * Figures of a stretch from one partition, durable or not. Of one that is not durable the same comes about again after a
 * crash, from the same events in the same order; so two parts of one partition differ in how far they are and in nothing
 * else.
 */
public interface PartitionFigures {

    /** The place after the last event in it. Never goes back. */
    long next();

    void addTo(Figures sum);

    /** How many payments it tells of. */
    Totals totals();
}
