package io.groat.fraud.tally;

import io.groat.event.FraudDecision;
import io.groat.fraud.window.StateBytes;
import java.util.List;

/** How many payments were decided how, and how they would have been with the shadow in force. */
public final class Agreement {

    /** In the order of their sternness, in which they are stored as well. */
    public static final List<FraudDecision> DECISIONS =
            List.of(FraudDecision.allow, FraudDecision.review, FraudDecision.block);

    private static final int MANY = 3;

    private final long[] counts = new long[MANY * MANY];

    /** Adds a payment. */
    public void add(FraudDecision decided, FraudDecision byShadow) {
        counts[place(decided, byShadow)]++;
    }

    /** Adds all of another. */
    public void add(Agreement other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /** Of payments that were decided so and would have been decided so. */
    public long count(FraudDecision decided, FraudDecision byShadow) {
        return counts[place(decided, byShadow)];
    }

    /** All that were decided so. */
    public long decided(FraudDecision decision) {
        return DECISIONS.stream().mapToLong(other -> count(decision, other)).sum();
    }

    /** All that the shadow would have decided so. */
    public long byShadow(FraudDecision decision) {
        return DECISIONS.stream().mapToLong(other -> count(other, decision)).sum();
    }

    public long payments() {
        return DECISIONS.stream().mapToLong(this::decided).sum();
    }

    /** Those on which both agree. */
    public long agreed() {
        return DECISIONS.stream().mapToLong(one -> count(one, one)).sum();
    }

    void write(StateBytes out) {
        for (long count : counts) {
            out.putLong(count);
        }
    }

    static Agreement read(StateBytes in) {
        Agreement read = new Agreement();
        for (int i = 0; i < read.counts.length; i++) {
            read.counts[i] = in.getLong();
        }
        return read;
    }

    private static int place(FraudDecision decided, FraudDecision byShadow) {
        return DECISIONS.indexOf(decided) * MANY + DECISIONS.indexOf(byShadow);
    }
}
