package io.groat.fraud.model;

import static io.groat.fraud.model.ModelRefused.require;

import java.util.List;

/**
 * From what trees make of a payment to how probable a fraud is: a map that never falls, linear between its knots, level
 * before the first and behind the last. Without knots it changes nothing.
 *
 * @param knots by rising input, at most {@link #MOST_KNOTS}
 */
public record Calibration(List<Knot> knots) {

    public static final int MOST_KNOTS = 64;

    public static final Calibration NONE = new Calibration(List.of());

    /** What an input becomes; both from 0 to 1. */
    public record Knot(double input, double probability) {}

    /** @throws ModelRefused when it is no such map, with the field */
    public Calibration {
        knots = List.copyOf(knots);
        require(knots.size() <= MOST_KNOTS, "calibration", "there are more than " + MOST_KNOTS + " knots");
        for (int i = 0; i < knots.size(); i++) {
            Knot knot = knots.get(i);
            String place = "calibration[" + i + "]";
            require(isShare(knot.input()) && isShare(knot.probability()), place, "numbers from 0 to 1 are expected");
            require(i == 0 || knots.get(i - 1).input() < knot.input(), place, "inputs have to rise");
            require(i == 0 || knots.get(i - 1).probability() <= knot.probability(), place, "it may not fall");
        }
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }

    /** @param input from 0 to 1 */
    public double of(double input) {
        int many = knots.size();
        if (many == 0) {
            return input;
        }
        int low = 0;
        int high = many;
        // The first knot beyond the input.
        while (low < high) {
            int middle = (low + high) / 2;
            if (knots.get(middle).input() <= input) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0 || low == many) {
            return knots.get(low == 0 ? 0 : many - 1).probability();
        }
        Knot from = knots.get(low - 1);
        Knot to = knots.get(low);
        double way = (input - from.input()) / (to.input() - from.input());
        // Rounding must not lead beyond the knot.
        return Math.min(to.probability(), from.probability() + way * (to.probability() - from.probability()));
    }
}
