package io.groat.fraud.model;

import io.groat.event.FraudReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What moved a model's probability, for analysts.
 *
 * <p>Contributions are of the margin, and what people read is the probability: each is shown by as much of it as it moved,
 * so that those of all features add up to the probability less that of the expected margin. That is a contribution times
 * (probability - expected probability) / (margin - expected margin). Where others pulled the other way it may be more than
 * the whole. Next to the expected margin, where the fraction has no value, it is the slope there.
 *
 * <p>Features of one code are one reason, with the sentence of the one that moved most in the reason's direction.
 */
final class Reasons {

    private static final int MOST = 5;
    /** As many as a picture shows. */
    private static final int MOST_EXPLAINED = 9;
    /** Of what all reasons moved, in whichever direction; what moved less is left out. */
    private static final double LEAST_SHARE = 0.05;
    /** So near to the expected margin the slope is that between two margins this far from it. */
    private static final double NEAR = 1e-3;

    private static final Comparator<FraudReason> WEIGHTIEST =
            Comparator.comparing(reason -> -Math.abs(reason.contribution()));
    private static final Comparator<FraudReason> RAISING_FIRST = Comparator.comparing(
                    (FraudReason reason) -> reason.contribution() < 0)
            .thenComparing(WEIGHTIEST);

    private Reasons() {}

    /** Those that raised the probability, the weightiest first; then those that lowered it. */
    static List<FraudReason> of(Model model, double[] row) {
        List<FraudReason> reasons = new ArrayList<>(moves(model, row, LEAST_SHARE));
        reasons.sort(RAISING_FIRST);
        return List.copyOf(reasons.subList(0, Math.min(MOST, reasons.size())));
    }

    /** All that moved it, its reasons among them; those that moved least as one. */
    static Explanation explain(Model model, double[] row) {
        double expected = rounded(model.probabilityOf(model.expectedMargin()));
        double probability = rounded(model.probability(row));
        Set<String> told = of(model, row).stream().map(FraudReason::code).collect(Collectors.toSet());
        List<FraudReason> shown = moves(model, row, 0).stream()
                .sorted(Comparator.comparing((FraudReason move) -> !told.contains(move.code()))
                        .thenComparing(WEIGHTIEST))
                .limit(MOST_EXPLAINED)
                .sorted(RAISING_FIRST)
                .toList();
        double moved = shown.stream().mapToDouble(FraudReason::contribution).sum();
        return new Explanation(expected, probability, shown, rounded(probability - expected - moved));
    }

    /** @param leastShare of what all moved; what moved less is left out */
    private static List<FraudReason> moves(Model model, double[] row, double leastShare) {
        double[] contributions = model.contributions(row);
        double slope = slope(model, model.margin(row));
        Map<String, Group> groups = new LinkedHashMap<>();
        for (int i = 0; i < contributions.length; i++) {
            FeatureWords words = FeatureWords.of(model.place(i));
            groups.computeIfAbsent(words.code(), code -> new Group()).add(i, contributions[i]);
        }
        double all = groups.values().stream()
                .mapToDouble(group -> Math.abs(group.sum))
                .sum();
        List<FraudReason> moves = new ArrayList<>();
        groups.forEach((code, group) -> {
            double moved = rounded(group.sum * slope);
            if (moved != 0 && Math.abs(group.sum) >= leastShare * all) {
                int feature = group.sum > 0 ? group.highest : group.lowest;
                moves.add(new FraudReason(
                        code,
                        moved,
                        FeatureWords.of(model.place(feature)).sentence().apply(row[feature])));
            }
        });
        return moves;
    }

    /** How much probability there is to a unit of margin, between the expected margin and this one. */
    private static double slope(Model model, double margin) {
        double expected = model.expectedMargin();
        boolean isNear = Math.abs(margin - expected) < NEAR;
        double low = isNear ? expected - NEAR : expected;
        double high = isNear ? expected + NEAR : margin;
        return (model.probabilityOf(high) - model.probabilityOf(low)) / (high - low);
    }

    /** To six digits, as the rules' scores are. */
    static double rounded(double value) {
        return Math.rint(value * 1e6) / 1e6;
    }

    /** The features of one code. */
    private static final class Group {
        private double sum;
        private int highest = -1;
        private int lowest = -1;
        private double most;
        private double least;

        void add(int feature, double contribution) {
            sum += contribution;
            if (highest < 0 || contribution > most) {
                highest = feature;
                most = contribution;
            }
            if (lowest < 0 || contribution < least) {
                lowest = feature;
                least = contribution;
            }
        }
    }
}
