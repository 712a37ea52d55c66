package io.groat.fraud.operate;

import java.util.List;

/**
 * How far the shares of bins are from what was expected: the population stability index, Σ (actual − expected) · ln(actual /
 * expected), as it is used of credit scores (Siddiqi, "Credit Risk Scorecards", 2006): below 0.1 nothing has changed, above
 * 0.25 much has. A bin counts as at least {@link #LEAST}, so that one that is empty counts, and not for everything.
 */
final class StabilityIndex {

    static final double LEAST = 1e-4;

    private StabilityIndex() {}

    /**
     * Of counts; 0 when there are none.
     *
     * @param expected shares, as many as counts
     */
    static double of(List<Double> expected, List<Long> counts) {
        if (expected.size() != counts.size()) {
            throw new IllegalArgumentException(expected.size() + " shares and " + counts.size() + " counts");
        }
        double all = counts.stream().mapToLong(Long::longValue).sum();
        double index = 0;
        for (int i = 0; all > 0 && i < counts.size(); i++) {
            double actual = Math.max(LEAST, counts.get(i) / all);
            double was = Math.max(LEAST, expected.get(i));
            index += (actual - was) * Math.log(actual / was);
        }
        return index;
    }
}
