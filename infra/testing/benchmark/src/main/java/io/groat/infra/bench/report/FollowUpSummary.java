package io.groat.infra.bench.report;

import java.util.Map;

/**
 * What the work behind the answers took in one cell, over all rounds.
 *
 * @param drainSeconds from the last answer until all was worked off, the median
 * @param settleSeconds from then until positions said so too, the median
 * @param mutationsByTable Cassandra's, a completed transfer
 * @param readsByTable Cassandra's, a completed transfer
 * @param requestsByService to Cassandra, a completed transfer
 */
public record FollowUpSummary(
        double drainSeconds,
        double settleSeconds,
        Map<String, Double> mutationsByTable,
        Map<String, Double> readsByTable,
        Map<String, Double> requestsByService) {
    /** Of all tables together. */
    public double mutations() {
        return sum(mutationsByTable);
    }

    /** Of all tables together. */
    public double reads() {
        return sum(readsByTable);
    }

    private static double sum(Map<String, Double> counts) {
        return counts.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
