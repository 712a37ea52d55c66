package io.groat.infra.training.generate.setting;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds of fraud, each with how it comes to be known. Who steals an account is noticed by its owner within days; who
 * colludes has nobody who complains, so it is found late and seldom.
 */
public enum FraudKind {
    STOLEN_ACCOUNT("stolen-account", 1, 0.25, 0.6, 0.4, true),
    SCAM("scam", 2, 0.20, 1.0, 0.8, false),
    PAYEE_TAKEOVER("payee-takeover", 3, 0.15, 0.8, 1.0, false),
    DRIP("drip", 4, 0.10, 1.4, 1.8, true),
    MULE_RING("mule-ring", 5, 0.20, 1.3, 1.2, true),
    COLLUSION("collusion", 6, 0.10, 1.8, 2.0, true);

    private final String text;
    private final int number;
    private final double weight;
    private final double reluctance;
    private final double delay;
    private final boolean together;

    FraudKind(String text, int number, double weight, double reluctance, double delay, boolean together) {
        this.text = text;
        this.number = number;
        this.weight = weight;
        this.reluctance = reluctance;
        this.delay = delay;
        this.together = together;
    }

    /** As it stands in the file and on the command line. */
    public String text() {
        return text;
    }

    /** Stays as it is: the random numbers of its cases follow from it. */
    public int number() {
        return number;
    }

    /** Its share of all fraudulent payments when nothing else is asked for. */
    public double weight() {
        return weight;
    }

    /** How unwilling it is to be found: 1 as the mean of all, above 1 fewer of its payments get a label. */
    public double reluctance() {
        return reluctance;
    }

    /** How long its labels take, beside the mean of all kinds. */
    public double delay() {
        return delay;
    }

    /** Whether a case is found as a whole; otherwise each victim reports alone. */
    public boolean together() {
        return together;
    }

    public static Optional<FraudKind> find(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }

    /** All of them for an error message. */
    public static String texts() {
        return Arrays.stream(values()).map(FraudKind::text).collect(joining(", "));
    }
}
