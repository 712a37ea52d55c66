package io.groat.analytics.figure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/**
 * How often, and how much in all.
 *
 * @param amountMinor minor units
 */
public record Moved(long count, BigInteger amountMinor) {

    public static final Moved NOTHING = new Moved(0, BigInteger.ZERO);

    public Moved plus(Moved other) {
        return new Moved(count + other.count, amountMinor.add(other.amountMinor));
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        Numbers.write(out, amountMinor);
    }

    static Moved read(DataInput in) throws IOException {
        return new Moved(in.readLong(), Numbers.read(in));
    }
}
