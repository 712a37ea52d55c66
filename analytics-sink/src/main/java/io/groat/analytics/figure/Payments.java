package io.groat.analytics.figure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/** Payments of one cell. */
public final class Payments {

    private static final int SIZE = Count.SIZE;

    private final long[] counts = new long[SIZE];
    private BigInteger initiatedMinor = BigInteger.ZERO;
    private BigInteger completedMinor = BigInteger.ZERO;

    public long get(Count count) {
        return counts[count.place()];
    }

    /** Minor units of payments initiated. */
    public BigInteger initiatedMinor() {
        return initiatedMinor;
    }

    /** Minor units of payments completed: the volume. */
    public BigInteger completedMinor() {
        return completedMinor;
    }

    void add(Count count) {
        counts[count.place()]++;
    }

    void initiated(long amountMinor) {
        counts[Count.INITIATED.place()]++;
        initiatedMinor = initiatedMinor.add(BigInteger.valueOf(amountMinor));
    }

    void completed(long amountMinor) {
        counts[Count.COMPLETED.place()]++;
        completedMinor = completedMinor.add(BigInteger.valueOf(amountMinor));
    }

    void add(Payments other) {
        for (int i = 0; i < SIZE; i++) {
            counts[i] += other.counts[i];
        }
        initiatedMinor = initiatedMinor.add(other.initiatedMinor);
        completedMinor = completedMinor.add(other.completedMinor);
    }

    void write(DataOutput out) throws IOException {
        Longs.write(out, counts);
        Numbers.write(out, initiatedMinor);
        Numbers.write(out, completedMinor);
    }

    static Payments read(DataInput in) throws IOException {
        Payments payments = new Payments();
        Longs.read(in, payments.counts);
        payments.initiatedMinor = Numbers.read(in);
        payments.completedMinor = Numbers.read(in);
        return payments;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payments payments
                && Arrays.equals(counts, payments.counts)
                && initiatedMinor.equals(payments.initiatedMinor)
                && completedMinor.equals(payments.completedMinor);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counts);
    }
}
