package io.groat.infra.training.generate.random;

/** Ranks from 0, of which the first is the most popular: rank r comes 1/(r + 1)^exponent as often. Walker's alias method. */
public final class Zipf {

    private final double exponent;
    private final double sum;
    private final double[] keeps;
    private final int[] others;

    /** @param size how many ranks, above 0 */
    public Zipf(int size, double exponent) {
        double[] weights = new double[size];
        double all = 0;
        for (int rank = 0; rank < size; rank++) {
            weights[rank] = StrictMath.pow(rank + 1, -exponent);
            all += weights[rank];
        }
        this.exponent = exponent;
        this.sum = all;
        keeps = new double[size];
        others = new int[size];
        int[] small = new int[size];
        int[] large = new int[size];
        int smalls = 0;
        int larges = 0;
        for (int rank = 0; rank < size; rank++) {
            keeps[rank] = weights[rank] * size / sum;
            if (keeps[rank] < 1) {
                small[smalls++] = rank;
            } else {
                large[larges++] = rank;
            }
        }
        while (smalls > 0 && larges > 0) {
            int less = small[--smalls];
            int more = large[larges - 1];
            others[less] = more;
            keeps[more] -= 1 - keeps[less];
            if (keeps[more] < 1) {
                larges--;
                small[smalls++] = more;
            }
        }
        // What is left differs from 1 by rounding alone.
        while (larges > 0) {
            keeps[large[--larges]] = 1;
        }
        while (smalls > 0) {
            keeps[small[--smalls]] = 1;
        }
    }

    /** How often that rank comes, of all draws. */
    public double share(int rank) {
        return StrictMath.pow(rank + 1, -exponent) / sum;
    }

    public int rank(RandomStream random) {
        int rank = random.below(keeps.length);
        return random.nextDouble() < keeps[rank] ? rank : others[rank];
    }
}
