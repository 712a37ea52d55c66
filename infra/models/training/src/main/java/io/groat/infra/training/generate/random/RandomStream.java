package io.groat.infra.training.generate.random;

/**
 * Random numbers by the SplitMix64 generator (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014),
 * with {@link StrictMath} where a curve is needed, so that the same seed gives the same numbers everywhere. One object is
 * moved to many streams, so that a user and a day cost no object. For one thread.
 */
public final class RandomStream {

    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    private static final long FIRST = 0xd1342543de82ef95L;
    private static final long SECOND = 0xaef17502108ef2d9L;
    private static final double UNIT = 0x1.0p-53;
    private static final double SMALL_MEAN = 30;

    private final long seed;
    private long state;
    private double spare;
    private boolean hasSpare;

    public RandomStream(long seed) {
        this.seed = mix(seed + GAMMA);
        this.state = this.seed;
    }

    /** Begins the stream of that purpose and those two numbers, such as a user and a day. */
    public RandomStream at(Purpose purpose, long first, long second) {
        state = mix(mix(mix(seed + purpose.number() * GAMMA) + first * FIRST) + second * SECOND);
        hasSpare = false;
        return this;
    }

    public long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /** From 0 to just below 1. */
    public double nextDouble() {
        return (nextLong() >>> 11) * UNIT;
    }

    public boolean chance(double probability) {
        return nextDouble() < probability;
    }

    /** From 0 to just below the bound, which is above 0. */
    public int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** From the least to the most, both included. */
    public int whole(int least, int most) {
        return least + below(most - least + 1);
    }

    public double between(double least, double most) {
        return least + (most - least) * nextDouble();
    }

    /** Of the standard normal distribution, by Marsaglia's polar method. */
    public double gaussian() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * nextDouble() - 1;
            y = 2 * nextDouble() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * factor;
        hasSpare = true;
        return x * factor;
    }

    /** Log-normal: half of the values are below the median; sigma is the deviation of their logarithm. */
    public double logNormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * gaussian());
    }

    /** Time to the next event of those that come independently, in the unit of the mean. */
    public double exponential(double mean) {
        return -mean * StrictMath.log(1 - nextDouble());
    }

    /** A number of independent events. */
    public int poisson(double mean) {
        if (mean > SMALL_MEAN) {
            return (int) Math.max(0, Math.rint(mean + Math.sqrt(mean) * gaussian()));
        }
        double limit = StrictMath.exp(-mean);
        double product = nextDouble();
        int count = 0;
        while (product > limit) {
            count++;
            product *= nextDouble();
        }
        return count;
    }

    /** Spreads the bits of a number: no two numbers come to the same. */
    public static long mix(long number) {
        long z = number;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
