package io.groat.infra.bench.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Counts what ends while it is open. One thread opens and closes it; safe for many that count. */
final class CellMeter {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final int DIGITS = 3;

    private final Histogram latencyMicros = new AtomicHistogram(LONGEST_MICROS, DIGITS);
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<@Nullable String> firstTrouble = new AtomicReference<>();
    private final PartClock clock;
    private final boolean toTheEnd;
    private volatile boolean open;
    private long beganNanos;
    private long tookNanos;
    private Map<String, PartClock.Used> atBegin = Map.of();
    private Map<String, PartClock.Used> atEnd = Map.of();

    /**
     * @param parts the pids of each part that works for the cell, beside this process
     * @param toTheEnd whether what ends after the window counts too, since the time is taken until all is worked off
     */
    CellMeter(Map<String, List<Long>> parts, boolean toTheEnd) {
        this.clock = new PartClock(parts);
        this.toTheEnd = toTheEnd;
    }

    /** The window begins. */
    void open() {
        atBegin = clock.read();
        beganNanos = System.nanoTime();
        open = true;
    }

    /** The window ends: now, not when it was meant to, for on a busy machine the caller may come late. */
    void windowEnds() {
        if (open && !toTheEnd) {
            close(System.nanoTime());
        }
    }

    /** @param nanos when what was measured was over */
    void close(long nanos) {
        open = false;
        tookNanos = nanos - beganNanos;
        atEnd = clock.read();
    }

    boolean isOpen() {
        return open;
    }

    /** Counts one that completed now. */
    void count() {
        completed.increment();
    }

    void record(long latencyNanos) {
        latencyMicros.recordValue(Math.min(TimeUnit.NANOSECONDS.toMicros(latencyNanos), LONGEST_MICROS));
    }

    void fail(String trouble) {
        failed.increment();
        firstTrouble.compareAndSet(null, trouble);
    }

    Measurement measurement() {
        long count = completed.sum();
        double seconds = Math.max(1, tookNanos) / 1e9;
        return new Measurement(
                count,
                count / seconds,
                millisAt(50),
                millisAt(95),
                millisAt(99),
                used(count),
                failed.sum(),
                firstTrouble.get());
    }

    private Map<String, PartUse> used(long count) {
        Map<String, PartUse> used = new LinkedHashMap<>();
        atEnd.forEach((part, end) -> {
            PartClock.Used one = end.minus(atBegin.getOrDefault(part, end));
            used.put(
                    part,
                    count == 0
                            ? new PartUse(0, 0)
                            : new PartUse(one.cpu().toNanos() / 1e6 / count, one.switches() / (double) count));
        });
        return used;
    }

    private double millisAt(double percentile) {
        return latencyMicros.getValueAtPercentile(percentile) / 1000.0;
    }
}
