package io.groat.infra.training.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.groat.fraud.model.CurvePoint;
import io.groat.fraud.model.Distribution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadsTest {

    /** Values with how often they are there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0*95 1*5             | 0.0         | 0.95 0.05",
                "0*5 1*95             | 0.0         | 0.05 0.95",
                "-1*50 2*50           | -1.0        | 0.5 0.5",
                "0*30 1*5 2*4 7*61    | 0.0 2.0     | 0.3 0.09 0.61",
                "1*10 2*10 3*80       | 1.0 2.0     | 0.1 0.1 0.8",
                "1*9 2*9 3*9 4*9 5*64 | 2.0 4.0     | 0.18 0.18 0.64",
            })
    void aValueOfManyIsABinByItself(String values, String edges, String shares) {
        Distribution spread = Spreads.of(values(values));
        assertThat(spread.edges()).isEqualTo(numbers(edges));
        assertThat(spread.shares()).isEqualTo(numbers(shares));
    }

    @Test
    void manyValuesAreTenBinsOfATenthEach() {
        List<Double> all = new ArrayList<>();
        for (int i = 1; i <= 1_000; i++) {
            all.add((double) i);
        }
        Collections.shuffle(all, new Random(3));
        Distribution spread =
                Spreads.of(all.stream().mapToDouble(Double::doubleValue).toArray());
        assertThat(spread.edges()).containsExactly(100.0, 200.0, 300.0, 400.0, 500.0, 600.0, 700.0, 800.0, 900.0);
        assertThat(spread.shares()).hasSize(10).containsOnly(0.1);
    }

    /** So that one that begins to change is seen to, upwards or downwards. */
    @Test
    void aValueThatIsAlwaysTheSameHasABinOfItsOwn() {
        Distribution spread = Spreads.of(new double[] {3, 3, 3});
        assertThat(spread.edges()).containsExactly(Math.nextDown(3.0), 3.0);
        assertThat(spread.shares()).containsExactly(0.0, 1.0, 0.0);
    }

    @Test
    void noSpreadHasMoreBinsThanAFileMayHave() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int kinds = 1 + random.nextInt(60);
            double[] values = DoubleStream.generate(() -> random.nextInt(kinds) * random.nextInt(kinds))
                    .limit(500)
                    .toArray();
            Distribution spread = Spreads.of(values);
            assertThat(spread.edges()).hasSizeLessThanOrEqualTo(Distribution.MOST_EDGES);
        }
    }

    @Test
    void aCurveTellsWhatEachThresholdFinds() {
        List<CurvePoint> curve = Spreads.curve(List.of(
                new Isotonic.Scored(0.9, true, 1),
                new Isotonic.Scored(0.2, false, 6),
                new Isotonic.Scored(0.6, true, 1),
                new Isotonic.Scored(0.6, false, 2)));
        assertThat(curve)
                .containsExactly(
                        new CurvePoint(0.9, 0.5, 0, 1),
                        new CurvePoint(0.6, 1, 0.25, 0.5),
                        new CurvePoint(0.2, 1, 1, 0.2));
        assertThat(Spreads.curve(List.of(new Isotonic.Scored(0.9, true, 1)))).isEmpty();
    }

    @Test
    void aCurveHasNoMorePointsThanAFileMayHave() {
        Random random = new Random(11);
        List<Isotonic.Scored> scored = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            boolean fraud = random.nextInt(50) == 0;
            scored.add(new Isotonic.Scored(fraud ? Math.sqrt(random.nextDouble()) : random.nextDouble(), fraud, 1));
        }
        List<CurvePoint> curve = Spreads.curve(scored);
        assertThat(curve).hasSizeBetween(50, 101);
        assertThat(curve.get(curve.size() - 1).recall()).isCloseTo(1, offset(1e-9));
        assertThat(curve).isSortedAccordingTo((one, other) -> Double.compare(other.threshold(), one.threshold()));
    }

    private static double[] values(String text) {
        return List.of(text.trim().split(" +", -1)).stream()
                .map(one -> one.split("\\*", -1))
                .flatMapToDouble(one ->
                        DoubleStream.generate(() -> Double.parseDouble(one[0])).limit(Long.parseLong(one[1])))
                .toArray();
    }

    private static List<Double> numbers(String text) {
        return List.of(text.trim().split(" +", -1)).stream()
                .map(Double::valueOf)
                .toList();
    }
}
