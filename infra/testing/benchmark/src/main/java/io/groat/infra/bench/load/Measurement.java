package io.groat.infra.bench.load;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one cell came to, once.
 *
 * @param completed transfers
 * @param transfersPerSecond completed ones; in the whole system over the time until their events were worked off
 * @param usedByPart what each part used, this process included
 * @param failed transfers that did not complete
 * @param firstTrouble why the first of them did not; null when all completed
 */
public record Measurement(
        long completed,
        double transfersPerSecond,
        double p50Ms,
        double p95Ms,
        double p99Ms,
        Map<String, PartUse> usedByPart,
        long failed,
        @Nullable String firstTrouble) {

    /** Processor seconds of all parts together, a thousand completed transfers. */
    public double cpuSecondsPer1000() {
        return usedByPart.values().stream().mapToDouble(PartUse::cpuMs).sum();
    }
}
