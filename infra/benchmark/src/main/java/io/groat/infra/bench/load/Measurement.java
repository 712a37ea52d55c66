package io.groat.infra.bench.load;

import org.jspecify.annotations.Nullable;

/**
 * What one cell came to, once.
 *
 * @param transfersPerSecond completed ones
 * @param cpuSecondsPer1000 processor time a thousand completed transfers took, of all processes that worked for them, the
 *     load generator included
 * @param failed transfers that did not complete
 * @param firstTrouble why the first of them did not; null when all completed
 */
public record Measurement(
        double transfersPerSecond,
        double p50Ms,
        double p95Ms,
        double p99Ms,
        double cpuSecondsPer1000,
        long failed,
        @Nullable String firstTrouble) {}
