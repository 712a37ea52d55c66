package io.groat.infra.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Counts what ends within a window of time. One thread opens and closes it; safe for many that count. */
final class CellMeter {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final int DIGITS = 3;

    private final Histogram latencyMicros = new AtomicHistogram(LONGEST_MICROS, DIGITS);
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<@Nullable String> firstTrouble = new AtomicReference<>();
    private final CpuClock cpu;
    private volatile boolean open;
    private long beganNanos;
    private long tookNanos;
    private Duration cpuUsed = Duration.ZERO;

    /** @param processes that work for the cell, beside this one */
    CellMeter(List<Long> processes) {
        this.cpu = new CpuClock(processes);
    }

    /** The window begins. */
    void open() {
        cpuUsed = cpu.used();
        beganNanos = System.nanoTime();
        open = true;
    }

    /** The window ends: now, not when it was meant to, for on a busy machine the caller may come late. */
    void close() {
        open = false;
        tookNanos = System.nanoTime() - beganNanos;
        cpuUsed = cpu.used().minus(cpuUsed);
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
                count / seconds,
                millisAt(50),
                millisAt(95),
                millisAt(99),
                count == 0 ? 0 : cpuUsed.toNanos() / 1e9 / count * 1000,
                failed.sum(),
                firstTrouble.get());
    }

    private double millisAt(double percentile) {
        return latencyMicros.getValueAtPercentile(percentile) / 1000.0;
    }
}
