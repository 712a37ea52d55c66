package io.groat.infra.training.train;

import io.groat.fraud.model.ModelCard;
import java.util.Arrays;
import java.util.List;

/**
 * Thresholds at which payments would have cost least: what is let through and was a fraud costs its amount, what is reviewed
 * costs a review, and what is blocked and was none costs what a user's anger does. Whoever reviews is taken to find frauds.
 */
final class Cheapest {

    private static final int STEPS = 200;
    private static final double NEVER = 2;

    /**
     * A payment.
     *
     * @param probability that it is a fraud
     * @param amount in major units
     * @param weight for how many it stands
     */
    record Judged(double probability, boolean fraud, double amount, double weight) {}

    private Cheapest() {}

    static ModelCard.Thresholds of(List<Judged> payments, TrainingSettings.Costs costs) {
        double[] steps = steps(payments);
        double[] letThrough = new double[steps.length];
        double[] reviewed = new double[steps.length];
        double[] blocked = new double[steps.length];
        for (Judged one : payments) {
            // The highest step that it reaches: it is let through by all thresholds above.
            int reached = reached(steps, one.probability());
            letThrough[reached] += one.fraud() ? one.amount() * one.weight() : 0;
            reviewed[reached] += costs.review() * one.weight();
            blocked[reached] += one.fraud() ? 0 : costs.block() * one.weight();
        }
        double best = Double.POSITIVE_INFINITY;
        int bestReview = steps.length - 1;
        int bestBlock = steps.length - 1;
        double below = 0;
        for (int review = 0; review < steps.length; review++) {
            double above = sum(blocked, review, steps.length);
            double between = 0;
            for (int block = review; block < steps.length; block++) {
                double cost = below + between + above;
                if (cost < best) {
                    best = cost;
                    bestReview = review;
                    bestBlock = block;
                }
                between += reviewed[block];
                above -= blocked[block];
            }
            below += letThrough[review];
        }
        return new ModelCard.Thresholds(steps[bestReview], steps[bestBlock]);
    }

    /** Probabilities to choose from: 0, quantiles of those above the usual, and one that nothing reaches. */
    private static double[] steps(List<Judged> payments) {
        double[] sorted =
                payments.stream().mapToDouble(Judged::probability).sorted().toArray();
        double[] steps = new double[STEPS + 2];
        for (int i = 0; i < STEPS; i++) {
            // Closer together where there are few payments, which is where frauds are.
            double rank = 1 - Math.pow(1e-5, (double) i / (STEPS - 1));
            steps[i + 1] = sorted.length == 0 ? 0.5 : sorted[(int) (rank * (sorted.length - 1))];
        }
        steps[STEPS + 1] = NEVER;
        return Arrays.stream(steps).distinct().sorted().toArray();
    }

    private static int reached(double[] steps, double probability) {
        int place = Arrays.binarySearch(steps, probability);
        return place >= 0 ? place : Math.max(0, -place - 2);
    }

    private static double sum(double[] all, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += all[i];
        }
        return sum;
    }
}
