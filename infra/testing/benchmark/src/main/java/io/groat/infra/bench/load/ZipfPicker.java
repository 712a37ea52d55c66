package io.groat.infra.bench.load;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Picks user n - 1 with a probability in proportion to {@code 1 / n^exponent}. */
final class ZipfPicker implements UserPicker {
    private final double[] cumulative;

    /** @param exponent 0 picks all alike; 1 is how words, cities and shops are distributed */
    ZipfPicker(int users, double exponent) {
        cumulative = new double[users];
        double sum = 0;
        for (int i = 0; i < users; i++) {
            sum += Math.pow(i + 1, -exponent);
            cumulative[i] = sum;
        }
        for (int i = 0; i < users; i++) {
            cumulative[i] /= sum;
        }
    }

    @Override
    public int pick(RandomGenerator random) {
        int found = Arrays.binarySearch(cumulative, random.nextDouble());
        // Where the exact value is not there, the search tells where it would stand.
        int at = found >= 0 ? found + 1 : -found - 1;
        return Math.min(at, cumulative.length - 1);
    }
}
