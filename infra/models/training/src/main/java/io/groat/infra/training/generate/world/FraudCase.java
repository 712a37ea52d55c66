package io.groat.infra.training.generate.world;

import io.groat.infra.training.generate.random.RandomStream;
import io.groat.infra.training.generate.setting.FraudKind;

/** One case of fraud: who did it knows it as one; who looks at payments does not. For one thread. */
public final class FraudCase {

    private final FraudKind kind;
    private final long number;
    private final RandomStream random;
    private final boolean known;
    private final double delayMillis;
    private long ends;
    private long knownFrom;
    private long payments;
    private double expected;

    /**
     * @param random of this case alone
     * @param known whether it comes to be known as a whole
     * @param delayMillis from its middle until it is known
     */
    FraudCase(FraudKind kind, long number, RandomStream random, boolean known, double delayMillis) {
        this.kind = kind;
        this.number = number;
        this.random = random;
        this.known = known;
        this.delayMillis = delayMillis;
    }

    public FraudKind kind() {
        return kind;
    }

    /** From 0, by kind. */
    public long number() {
        return number;
    }

    public RandomStream random() {
        return random;
    }

    /**
     * Says how long it goes on. It becomes known after its end, the sooner the longer it went on, for what matters is the
     * time from a payment to its label.
     */
    public void lasts(long from, long to) {
        ends = to;
        double half = (to - from) / 2.0;
        knownFrom = to + (long) Math.max(delayMillis / 10, delayMillis - half);
    }

    /** When it is over at the latest, in milliseconds since 1970. */
    public long ends() {
        return ends;
    }

    /** Says about how many payments it will make until it or the history ends. */
    public void expects(double number) {
        expected = number;
    }

    /** How many payments it will have made at its end, as far as can be said now. */
    public double expected() {
        return Math.max(expected, (double) payments);
    }

    /** How many payments it has made. */
    public long payments() {
        return payments;
    }

    boolean known() {
        return known;
    }

    long knownFrom() {
        return knownFrom;
    }

    void paid() {
        payments++;
    }
}
