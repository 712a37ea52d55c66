package io.groat.infra.training.generate.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

    private static final int DRAWS = 100_000;

    private final RandomStream random = new RandomStream(7);

    @Test
    void aStreamIsTheSameWheneverItIsBegun() {
        long first = random.at(Purpose.DAY, 3, 4).nextLong();
        random.gaussian();
        assertThat(random.at(Purpose.DAY, 3, 4).nextLong()).isEqualTo(first);
        assertThat(random.at(Purpose.DAY, 4, 3).nextLong()).isNotEqualTo(first);
        assertThat(random.at(Purpose.HABITS, 3, 4).nextLong()).isNotEqualTo(first);
        assertThat(new RandomStream(8).at(Purpose.DAY, 3, 4).nextLong()).isNotEqualTo(first);
    }

    @Test
    void itIsTheGeneratorOfTheJdk() {
        // SplittableRandom begins with the seed itself.
        SplittableRandom reference = new SplittableRandom(0);
        long state = 0;
        for (int i = 0; i < 100; i++) {
            state += 0x9e3779b97f4a7c15L;
            assertThat(RandomStream.mix(state)).isEqualTo(reference.nextLong());
        }
    }

    @Test
    void distributionsHaveTheirMeans() {
        assertThat(mean(random::nextDouble)).isCloseTo(0.5, within(0.01));
        assertThat(mean(random::gaussian)).isCloseTo(0, within(0.02));
        assertThat(mean(() -> random.exponential(4))).isCloseTo(4, within(0.1));
        assertThat(mean(() -> random.poisson(1.5))).isCloseTo(1.5, within(0.03));
        assertThat(mean(() -> random.poisson(80))).isCloseTo(80, within(0.3));
        assertThat(mean(() -> random.whole(1, 6))).isCloseTo(3.5, within(0.03));
        assertThat(mean(() -> random.logNormal(10, 0.5) < 10 ? 1 : 0)).isCloseTo(0.5, within(0.01));
    }

    @Test
    void popularityFallsWithTheRank() {
        Zipf zipf = new Zipf(100, 1);
        int[] counts = new int[100];
        for (int i = 0; i < DRAWS; i++) {
            counts[zipf.rank(random)]++;
        }
        // The harmonic number of 100 is 5.187.
        assertThat(counts[0] / (double) DRAWS).isCloseTo(1 / 5.187, within(0.01));
        assertThat(counts[9] / (double) DRAWS).isCloseTo(0.1 / 5.187, within(0.005));
        assertThat(counts).doesNotContain(0);
    }

    private static double mean(DoubleSupplier draw) {
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            sum += draw.getAsDouble();
        }
        return sum / DRAWS;
    }
}
