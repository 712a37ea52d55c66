package io.groat.analytics.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SketchTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 100, 1_000, 10_000, 200_000})
    void distinctNamesAreEstimatedWithinThreeStandardErrors(int names) {
        DistinctSketch sketch = new DistinctSketch();
        for (int i = 0; i < names; i++) {
            sketch.add("user-" + i);
            sketch.add("user-" + i / 2);
        }
        assertThat((double) sketch.estimate())
                .isCloseTo(names, within(Math.max(0.5, 3 * DistinctSketch.ERROR * names)));
    }

    @Test
    void mergedDistinctIsThatOfAll() throws IOException {
        DistinctSketch all = new DistinctSketch();
        DistinctSketch left = new DistinctSketch();
        DistinctSketch right = new DistinctSketch();
        for (int i = 0; i < 5_000; i++) {
            all.add("user-" + i);
            (i % 3 == 0 ? left : right).add("user-" + i);
            right.add("user-" + i / 7);
        }
        left.add(right);
        assertThat(left).isEqualTo(all);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        all.write(new DataOutputStream(bytes));
        assertThat(DistinctSketch.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(all);
    }

    @Test
    void quantilesAreWithinOnePercent() {
        Random random = new Random(7);
        long[] values = new long[20_000];
        QuantileSketch all = new QuantileSketch();
        QuantileSketch left = new QuantileSketch();
        QuantileSketch right = new QuantileSketch();
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) Math.exp(random.nextGaussian() * 2 + 9);
            all.add(values[i]);
            (i % 2 == 0 ? left : right).add(values[i]);
        }
        left.add(right);
        assertThat(left).isEqualTo(all);
        Arrays.sort(values);
        for (double share : new double[] {0.01, 0.5, 0.95, 0.99, 1}) {
            long exact = values[Math.max(1, (int) Math.ceil(share * values.length)) - 1];
            assertThat(all.quantile(share))
                    .isCloseTo((double) exact, Percentage.withPercentage(100 * QuantileSketch.ERROR + 0.001));
        }
    }

    @Test
    void aSpreadOfNothingAndOfZeros() {
        QuantileSketch quantiles = new QuantileSketch();
        assertThat(quantiles.quantile(0.5)).isZero();
        quantiles.add(0);
        quantiles.add(0);
        quantiles.add(1_000);
        assertThat(quantiles.quantile(0.5)).isZero();
        assertThat(quantiles.quantile(1)).isCloseTo(1_000, Percentage.withPercentage(1));
        assertThat(quantiles.count()).isEqualTo(3);
    }

    /** Whoever got more than an entry may be too high by is there, and no entry is too low. */
    @Test
    void theTopIsNeverMissedAndNeverTooLow() {
        Random random = new Random(11);
        Map<String, Long> exact = new HashMap<>();
        TopPayees left = new TopPayees();
        TopPayees right = new TopPayees();
        for (int i = 0; i < 60_000; i++) {
            String user = "user-" + (int) (Math.pow(random.nextDouble(), 4) * 5_000);
            long amount = 1L + random.nextInt(1_000);
            exact.merge(user, amount, Long::sum);
            (i % 2 == 0 ? left : right).add(user, "EUR", amount);
        }
        left.add(right);
        for (TopPayees.Entry entry : left.highest(20)) {
            BigInteger got = BigInteger.valueOf(exact.getOrDefault(entry.payee().user(), 0L));
            assertThat(entry.amount()).isGreaterThanOrEqualTo(got);
            assertThat(entry.amount().subtract(entry.tooHighBy())).isLessThanOrEqualTo(got);
        }
        String most = exact.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        assertThat(left.highest(1).get(0).payee().user()).isEqualTo(most);
    }

    @Test
    void theTopIsExactWhileFew() {
        TopPayees top = new TopPayees();
        top.add("bob", "EUR", 100);
        top.add("bob", "USD", 300);
        top.add("carol", "EUR", 150);
        top.add("bob", "EUR", 100);
        assertThat(top.highest(2))
                .containsExactly(
                        new TopPayees.Entry(
                                new TopPayees.Payee("bob", "USD"), BigInteger.valueOf(300), 1, BigInteger.ZERO),
                        new TopPayees.Entry(
                                new TopPayees.Payee("bob", "EUR"), BigInteger.valueOf(200), 2, BigInteger.ZERO));
    }
}
