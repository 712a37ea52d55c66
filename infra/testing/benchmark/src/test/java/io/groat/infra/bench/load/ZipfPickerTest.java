package io.groat.infra.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ZipfPickerTest {
    private static final int PICKS = 400_000;

    @Test
    void theNthIsPickedInProportionToOneInN() {
        int users = 1_000;
        int[] picked = picks(new ZipfPicker(users, 1), users);
        double harmonic = 0;
        for (int n = 1; n <= users; n++) {
            harmonic += 1.0 / n;
        }

        for (int n : new int[] {1, 2, 3, 5, 10, 50}) {
            assertThat((double) picked[n - 1])
                    .as("picks of the one in place %d", n)
                    .isCloseTo(PICKS / harmonic / n, Percentage.withPercentage(8));
        }
        assertThat(picked[users - 1]).isPositive();
    }

    @Test
    void exponentZeroPicksAllAlike() {
        int[] picked = picks(new ZipfPicker(4, 0), 4);

        for (int count : picked) {
            assertThat(count / (double) PICKS).isCloseTo(0.25, within(0.01));
        }
    }

    @Test
    void theUniformPickerPicksAllAlike() {
        int[] picked = picks(new UniformPicker(4), 4);

        for (int count : picked) {
            assertThat(count / (double) PICKS).isCloseTo(0.25, within(0.01));
        }
    }

    private static int[] picks(UserPicker picker, int users) {
        RandomGenerator random = new SplittableRandom(42);
        int[] picked = new int[users];
        for (int i = 0; i < PICKS; i++) {
            picked[picker.pick(random)]++;
        }
        return picked;
    }
}
