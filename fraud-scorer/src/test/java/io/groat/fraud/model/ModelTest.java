package io.groat.fraud.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.event.FraudDecision;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.model.Calibration.Knot;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {

    /** At the first split: to the left up to 10. Below: to the right beyond -1; and to the right if it is zero. */
    private static final Tree TREE = new Tree(
            List.of(new Split(0, 10, 1, -2, 100, Zeros.BY_THRESHOLD), new Split(1, -1, -1, -3, 90, Zeros.LEFT)),
            List.of(new Leaf(1, 30), new Leaf(2, 10), new Leaf(4, 60)));

    private static final Tree ONE_LEAF = new Tree(List.of(), List.of(new Leaf(0.5, 1)));

    @ParameterizedTest
    @CsvSource({
        // first, second feature, margin with the leaf alone
        "10, -1, 1.5",
        "10.000000000000002, -1, 2.5",
        "-1e300, 5, 4.5",
        "-1e300, -0.9, 4.5",
        "0, 0, 1.5",
        "0, -0.0, 1.5",
        "0, 1e-36, 1.5",
        "0, 1e-34, 4.5"
    })
    void leavesAddUp(double first, double second, double margin) {
        Model model = new Model(Models.card(2), Calibration.NONE, List.of(TREE, ONE_LEAF));
        assertThat(model.margin(new double[] {first, second})).isEqualTo(margin);
        assertThat(model.expectedMargin()).isEqualTo(0.3 * 1 + 0.1 * 2 + 0.6 * 4 + 0.5);
        assertThat(model.probability(new double[] {first, second})).isEqualTo(1 / (1 + StrictMath.exp(-margin)));
    }

    @Test
    void theMarginIsThatOfTheTreesOneByOne() {
        Random random = new Random(11);
        for (int seed = 0; seed < 60; seed++) {
            // With some it is quick, with others it is not.
            Model model = Models.random(seed, 6, 30, 1 + random.nextInt(80), random.nextBoolean());
            for (int i = 0; i < 30; i++) {
                double[] row = Models.row(model, random);
                double sum = 0;
                for (Tree tree : model.trees()) {
                    sum += tree.leaves().get(tree.leafOf(row)).value();
                }
                assertThat(model.margin(row)).isEqualTo(sum);
            }
        }
    }

    /** The last bit of its word is its last leaf. */
    @Test
    void aTreeMayHaveAsManyLeavesAsAWordHasBits() {
        for (int leaves : List.of(63, 64, 65)) {
            Model model = Models.random(leaves, 2, 1, leaves, false);
            Tree tree = model.trees().get(0);
            for (double value = -3; value <= 3; value += 0.01) {
                double[] row = {value, -value};
                assertThat(model.margin(row))
                        .isEqualTo(tree.leaves().get(tree.leafOf(row)).value());
            }
        }
    }

    @Test
    void aPaymentsFeaturesAreTakenByName() {
        Model model = Models.random(1, 4, 3, 5);
        Features features = Features.blank();
        features.set(FeatureNames.AMOUNT, 4);
        features.set(FeatureNames.BALANCE_SHARE, 3);
        features.set(FeatureNames.HOUR, 2);
        features.set(FeatureNames.ACCOUNT_AGE_DAYS, 1);
        assertThat(model.row(features)).containsExactly(1, 2, 3, 4);
        assertThat(model.probability(features)).isEqualTo(model.probability(new double[] {1, 2, 3, 4}));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoNumberIsNamed(double value) {
        Model model = Models.random(1, 4, 3, 5);
        double[] row = {0, 0, value, 0};
        assertThatThrownBy(() -> model.margin(row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("payment.balanceShare is " + value);
        assertThatThrownBy(() -> model.contributions(row)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.margin(new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("4 values are expected, not 3");
    }

    @ParameterizedTest
    @CsvSource({"0, allow", "0.2999, allow", "0.3, review", "0.8999, review", "0.9, block", "1, block"})
    void theThresholdsDecide(double probability, FraudDecision decision) {
        assertThat(Models.random(1, 4, 3, 5).decision(probability)).isEqualTo(decision);
    }

    /** Whoever sees the score and the thresholds sees why. */
    @Test
    void theDecisionIsThatOfTheScoreThatIsShown() {
        Tree leaf = new Tree(List.of(), List.of(new Leaf(StrictMath.log(0.3 / 0.7) - 1e-9, 1)));
        Model model = new Model(Models.card(2), Calibration.NONE, List.of(leaf));
        assertThat(model.probability(Features.blank())).isLessThan(0.3);
        assertThat(model.judge(Features.blank())).isEqualTo(new Judged(0.3, FraudDecision.review, List.of()));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.001", "0.15, 0.0505", "0.3, 0.1", "0.4, 0.1", "0.5, 0.1", "0.7, 0.525", "0.9, 0.95", "1, 0.95"})
    void betweenKnotsCalibrationIsLinear(double input, double probability) {
        assertThat(Models.calibration().of(input)).isCloseTo(probability, within());
        assertThat(Calibration.NONE.of(input)).isEqualTo(input);
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-15);
    }

    @Property(tries = 300)
    void calibrationNeverFallsAndStaysAProbability(
            @ForAll @IntRange(min = 1, max = Calibration.MOST_KNOTS) int many,
            @ForAll long seed,
            @ForAll @DoubleRange(max = 1) double one,
            @ForAll @DoubleRange(max = 1) double other) {
        Random random = new Random(seed);
        double[] inputs = random.doubles(many).sorted().distinct().toArray();
        double[] outputs = random.doubles(inputs.length).sorted().toArray();
        List<Knot> knots = java.util.stream.IntStream.range(0, inputs.length)
                .mapToObj(i -> new Knot(inputs[i], outputs[i]))
                .toList();
        Calibration calibration = new Calibration(knots);
        assertThat(calibration.of(Math.min(one, other)))
                .isBetween(0.0, 1.0)
                .isLessThanOrEqualTo(calibration.of(Math.max(one, other)));
        knots.forEach(knot -> assertThat(calibration.of(knot.input())).isEqualTo(knot.probability()));
    }
}
