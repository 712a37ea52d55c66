package io.groat.analytics.figure;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Counts by their place, of which there may be more in later rows than in earlier ones. */
final class Longs {

    private Longs() {}

    static void write(DataOutput out, long[] counts) throws IOException {
        out.writeByte(counts.length);
        for (long count : counts) {
            out.writeLong(count);
        }
    }

    static void read(DataInput in, long[] counts) throws IOException {
        int size = in.readUnsignedByte();
        for (int i = 0; i < size; i++) {
            long count = in.readLong();
            if (i < counts.length) {
                counts[i] = count;
            }
        }
    }
}
