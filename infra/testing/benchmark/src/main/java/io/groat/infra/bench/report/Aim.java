package io.groat.infra.bench.report;

/**
 * What the system wants to reach, and what it came to.
 *
 * @param what in words
 * @param reached the figure; not a number when it was not measured
 * @param bound the figure it is held against
 * @param unit of both, such as ms
 * @param atLeast whether the bound is the least or the most
 */
public record Aim(String what, double reached, double bound, String unit, boolean atLeast) {
    public boolean isMeasured() {
        return !Double.isNaN(reached) && !Double.isNaN(bound);
    }

    public boolean isMet() {
        return isMeasured() && (atLeast ? reached >= bound : reached <= bound);
    }
}
