package io.groat.fraud.tally;

import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.window.StateBytes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** How many payments that one model scored lie in which bins of its reference: of each feature, and of the score. */
public final class Spread {

    /** In the place of a feature's: the score's bins. */
    static final int SCORE = -1;

    private static final long[] NONE = {};

    /** By place, from {@link #SCORE} on; it is counted for each feature of each payment. */
    private final long[][] bins = new long[FeatureNames.COUNT + 1][];

    private long payments;

    public Spread() {
        Arrays.fill(bins, NONE);
    }

    /** All of them, in a bin or not. */
    public long payments() {
        return payments;
    }

    /** Of a feature by its place, its bins' counts; empty when none were counted. */
    public List<Long> feature(int place) {
        return LongStream.of(bins[place - SCORE]).boxed().toList();
    }

    /** The counts of the score's bins; empty when none were counted. */
    public List<Long> score() {
        return feature(SCORE);
    }

    /** Adds all of another of the same model. */
    public void add(Spread other) {
        payments += other.payments;
        for (int i = 0; i < bins.length; i++) {
            long[] more = other.bins[i];
            long[] sum = bins[i].length == 0 ? new long[more.length] : bins[i];
            for (int k = 0; k < more.length; k++) {
                sum[k] += more[k];
            }
            bins[i] = sum;
        }
    }

    void payment() {
        payments++;
    }

    /** @param many how many bins there are there */
    void add(int place, int bin, int many) {
        int at = place - SCORE;
        if (bins[at].length == 0) {
            bins[at] = new long[many];
        }
        bins[at][bin]++;
    }

    void write(StateBytes out) {
        out.putLong(payments)
                .putInt(Math.toIntExact(
                        Arrays.stream(bins).filter(one -> one.length > 0).count()));
        for (int at = 0; at < bins.length; at++) {
            if (bins[at].length > 0) {
                out.putInt(at + SCORE).putInt(bins[at].length);
                LongStream.of(bins[at]).forEach(out::putLong);
            }
        }
    }

    /** Features that only a newer release knows are passed over. */
    static Spread read(StateBytes in) {
        Spread read = new Spread();
        read.payments = in.getLong();
        for (int places = in.getInt(); places > 0; places--) {
            int at = in.getInt() - SCORE;
            long[] counts = new long[in.getInt()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = in.getLong();
            }
            if (at < read.bins.length) {
                read.bins[at] = counts;
            }
        }
        return read;
    }
}
