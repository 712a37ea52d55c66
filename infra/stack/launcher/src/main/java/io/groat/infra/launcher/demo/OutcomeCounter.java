package io.groat.infra.launcher.demo;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Counts outcomes and latencies of one way of sending. Safe for many threads. */
final class OutcomeCounter {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(5);

    private final Histogram latencyMicros = new Histogram(1, LONGEST_MICROS, 3);
    private final SortedMap<String, Integer> refusals = new TreeMap<>();
    private final SortedMap<String, Integer> accepted = new TreeMap<>();
    private int crossShard;
    private int sameShard;
    private int repeated;

    /** Adds one answered transfer. */
    synchronized void add(TransferOutcome outcome, Duration latency) {
        latencyMicros.recordValue(
                Math.max(1, Math.min(TimeUnit.NANOSECONDS.toMicros(latency.toNanos()), LONGEST_MICROS)));
        if (outcome.refused()) {
            refusals.merge(outcome.result(), 1, Integer::sum);
            return;
        }
        accepted.merge(outcome.result(), 1, Integer::sum);
        if (outcome.crossShard()) {
            crossShard++;
        } else {
            sameShard++;
        }
    }

    /** Adds one that had to be sent twice. */
    synchronized void addRepeated(TransferOutcome outcome, Duration latency) {
        repeated++;
        add(outcome, latency);
    }

    synchronized int repeated() {
        return repeated;
    }

    synchronized int answered() {
        return sum(accepted) + sum(refusals);
    }

    synchronized SortedMap<String, Integer> refusals() {
        return new TreeMap<>(refusals);
    }

    synchronized SortedMap<String, Integer> accepted() {
        return new TreeMap<>(accepted);
    }

    synchronized int crossShard() {
        return crossShard;
    }

    synchronized int sameShard() {
        return sameShard;
    }

    /** The latency that this share of the transfers did not exceed, in milliseconds. */
    synchronized double millisAt(double percentile) {
        return latencyMicros.getValueAtPercentile(percentile) / 1000.0;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
