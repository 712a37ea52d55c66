package io.groat.analytics.figure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;

/** Sums of money, which may be longer than a long. */
final class Numbers {

    private Numbers() {}

    static void write(DataOutput out, BigInteger number) throws IOException {
        byte[] bytes = number.toByteArray();
        out.writeByte(bytes.length);
        out.write(bytes);
    }

    static BigInteger read(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedByte()];
        in.readFully(bytes);
        BigInteger number = new BigInteger(bytes);
        return number.signum() == 0 ? BigInteger.ZERO : number;
    }
}
