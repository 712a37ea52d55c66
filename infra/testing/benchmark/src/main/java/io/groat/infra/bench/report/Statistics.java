package io.groat.infra.bench.report;

import java.util.List;

/** Sums up repeated measurements. */
final class Statistics {
    private Statistics() {}

    /**
     * The value in the middle; of an even number the mean of the two there.
     *
     * @throws IllegalArgumentException when there is none
     */
    static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing has no median");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** How many times as much as that; not a number when there was nothing to compare with. */
    static double ratio(double value, double to) {
        return to > 0 ? value / to : Double.NaN;
    }
}
