package io.groat.infra.training.train;

import java.util.List;

/**
 * Features that tell of the same thing, to find out what a model owes to them.
 *
 * @param name as reports call it
 * @param beginnings of the names of its features
 */
public record FeatureGroup(String name, List<String> beginnings) {

    /** Every feature is in one of them, and in no other. */
    public static final List<FeatureGroup> ALL = List.of(
            new FeatureGroup("amount", "payment.amount"),
            new FeatureGroup("time", "payment.hour", "payer.hourShare"),
            new FeatureGroup("account", "payment.balanceShare", "payer.accountAgeDays"),
            new FeatureGroup(
                    "habit",
                    "payer.amountToM",
                    "payer.mean.",
                    "payer.deviation.",
                    "payer.max",
                    "payer.amountDeviations"),
            new FeatureGroup(
                    "pace",
                    "payer.count",
                    "payer.sum.",
                    "payer.payees.",
                    "payer.failures.",
                    "payer.secondsSinceLast",
                    "payer.newPayees"),
            new FeatureGroup(
                    "pair", "payer.firstToPayee", "payer.pairCount", "payer.amountToPair", "payer.secondsSincePair"),
            new FeatureGroup(
                    "payee",
                    "payee.payers.",
                    "payee.count.",
                    "payee.sum.",
                    "payee.refundRate",
                    "payee.captureDelay",
                    "payee.knownDays",
                    "payee.amountToMean",
                    "payee.secondsSinceLast",
                    "payee.newPayers."),
            new FeatureGroup(
                    "labels",
                    "payer.frauds.",
                    "payee.frauds.",
                    "payee.fraudShare.",
                    "payee.fraudRate.",
                    "payee.ordinaryFrauds.",
                    "payee.secondsSinceF"),
            new FeatureGroup(
                    "flow",
                    "payee.passThrough",
                    "payee.payees24h",
                    "payee.paidPayer",
                    "payee.amountToPaidPayer",
                    "payer.cameIn"),
            new FeatureGroup(
                    "top-ups",
                    "payer.instrumentAge",
                    "payer.topUp",
                    "payer.secondsSinceFirstTopUp",
                    "payer.secondsSinceTopUp"));

    public FeatureGroup {
        beginnings = List.copyOf(beginnings);
    }

    private FeatureGroup(String name, String... beginnings) {
        this(name, List.of(beginnings));
    }

    /** Whether the feature is in it. */
    public boolean has(String feature) {
        return beginnings.stream().anyMatch(feature::startsWith);
    }
}
