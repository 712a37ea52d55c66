package io.groat.infra.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Counts what ends within a window of time. Safe for many threads. */
final class CellMeter {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final int DIGITS = 3;

    private final Histogram latencyMicros = new AtomicHistogram(LONGEST_MICROS, DIGITS);
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<@Nullable String> firstTrouble = new AtomicReference<>();
    private final CpuClock cpu;
    private final long beginNanos;
    private final long endNanos;
    private Duration cpuAtBegin = Duration.ZERO;
    private Duration cpuUsed = Duration.ZERO;

    /**
     * @param processes that work for the cell, beside this one
     * @param beginNanos of the window, by {@link System#nanoTime}
     */
    CellMeter(List<Long> processes, long beginNanos, Duration length) {
        this.cpu = new CpuClock(processes);
        this.beginNanos = beginNanos;
        this.endNanos = beginNanos + length.toNanos();
    }

    long beginNanos() {
        return beginNanos;
    }

    long endNanos() {
        return endNanos;
    }

    boolean isWithin(long nanos) {
        return nanos - beginNanos >= 0 && nanos - endNanos < 0;
    }

    /** To be called as the window begins. */
    void begin() {
        cpuAtBegin = cpu.used();
    }

    /** To be called as the window ends. */
    void end() {
        cpuUsed = cpu.used().minus(cpuAtBegin);
    }

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
        double seconds = (endNanos - beginNanos) / 1e9;
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
