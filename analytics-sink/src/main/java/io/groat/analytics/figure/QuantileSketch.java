package io.groat.analytics.figure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How measured values are spread: counts in steps that grow by 2 % each, so that a quantile is off by 1 % at most (the
 * idea of DDSketch). Merging is exact. Values are whole numbers in a unit that whoever measures chooses; those below 1
 * count as 0.
 *
 * @see <a href="https://arxiv.org/abs/1908.10693">Masson and others, DDSketch</a>
 */
public final class QuantileSketch {

    /** How far a quantile may be off, as a share of it. */
    public static final double ERROR = 0.01;

    private static final double GROWTH = (1 + ERROR) / (1 - ERROR);
    private static final double LOG_GROWTH = Math.log(GROWTH);
    private static final int ZERO = -1;

    private final TreeMap<Integer, Long> steps = new TreeMap<>();
    private long count;

    public void add(long value) {
        steps.merge(step(value), 1L, Long::sum);
        count++;
    }

    public void add(QuantileSketch other) {
        other.steps.forEach((step, counted) -> steps.merge(step, counted, Long::sum));
        count += other.count;
    }

    /** How many values there are. */
    public long count() {
        return count;
    }

    /**
     * The value below which that share of all values is; 0 when there is none.
     *
     * @param share from 0 to 1
     */
    public double quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (Map.Entry<Integer, Long> step : steps.entrySet()) {
            seen += step.getValue();
            if (seen >= rank) {
                return value(step.getKey());
            }
        }
        return 0;
    }

    private static int step(long value) {
        return value < 1 ? ZERO : (int) Math.ceil(Math.log((double) value) / LOG_GROWTH);
    }

    /** The middle of a step, from which neither end is further off than the error. */
    private static double value(int step) {
        return step == ZERO ? 0 : 2 * Math.pow(GROWTH, step) / (GROWTH + 1);
    }

    void write(DataOutput out) throws IOException {
        out.writeShort(steps.size());
        for (Map.Entry<Integer, Long> step : steps.entrySet()) {
            out.writeShort(step.getKey());
            out.writeLong(step.getValue());
        }
    }

    static QuantileSketch read(DataInput in) throws IOException {
        QuantileSketch quantiles = new QuantileSketch();
        int size = in.readUnsignedShort();
        for (int i = 0; i < size; i++) {
            int step = in.readShort();
            long counted = in.readLong();
            quantiles.steps.put(step, counted);
            quantiles.count += counted;
        }
        return quantiles;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantileSketch quantiles && steps.equals(quantiles.steps);
    }

    @Override
    public int hashCode() {
        return steps.hashCode();
    }
}
