package io.groat.analytics.figure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/** How often a step was taken, with how much money, and how long it took to get there. */
public final class StepFigures {

    private final QuantileSketch took;
    private long count;
    private BigInteger amountMinor;

    public StepFigures() {
        this(0, BigInteger.ZERO, new QuantileSketch());
    }

    private StepFigures(long count, BigInteger amountMinor, QuantileSketch took) {
        this.count = count;
        this.amountMinor = amountMinor;
        this.took = took;
    }

    public long count() {
        return count;
    }

    /** Minor units. */
    public BigInteger amountMinor() {
        return amountMinor;
    }

    /** Milliseconds, of those whose beginning is known. */
    public QuantileSketch took() {
        return took;
    }

    void add(long moreMinor) {
        count++;
        amountMinor = amountMinor.add(BigInteger.valueOf(moreMinor));
    }

    void took(long millis) {
        took.add(millis);
    }

    void add(StepFigures other) {
        count += other.count;
        amountMinor = amountMinor.add(other.amountMinor);
        took.add(other.took);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        Numbers.write(out, amountMinor);
        took.write(out);
    }

    static StepFigures read(DataInput in) throws IOException {
        return new StepFigures(in.readLong(), Numbers.read(in), QuantileSketch.read(in));
    }
}
