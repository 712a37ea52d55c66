package io.groat.fraud.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContributionsTest {

    /** Against Shapley's formula, over all sets of features that may be known. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void theyAreShapleyValues(int features) {
        Random random = new Random(features);
        for (int leaves : List.of(1, 2, 3, 8, 31)) {
            Model model = Models.random(random.nextLong(), Math.max(2, features), 3, leaves);
            for (int i = 0; i < 5; i++) {
                double[] row = Models.row(model, random);
                double[] contributions = model.contributions(row);
                for (int feature = 0; feature < row.length; feature++) {
                    assertThat(contributions[feature]).isCloseTo(shapley(model, row, feature), offset(1e-12));
                }
            }
        }
    }

    @Test
    void withTheExpectedMarginTheyAddUpToTheMargin() {
        Random random = new Random(5);
        for (int leaves : List.of(2, 7, 31, 255, Tree.MOST_LEAVES)) {
            Model model = Models.random(leaves, 30, 20, leaves);
            for (int i = 0; i < 5; i++) {
                double[] row = Models.row(model, random);
                assertThat(model.expectedMargin()
                                + DoubleStream.of(model.contributions(row)).sum())
                        .isCloseTo(model.margin(row), offset(1e-11));
            }
        }
    }

    /** A way as long as there may be, on which each split asks for another feature, or all for the same two. */
    @ParameterizedTest
    @ValueSource(ints = {2, Tree.MOST_DEPTH})
    void aLongWayIsAsPrecise(int features) {
        List<Split> splits = new ArrayList<>();
        List<Leaf> leaves = new ArrayList<>();
        long cover = 1L << 40;
        for (int i = 0; i < Tree.MOST_DEPTH; i++) {
            long below = i % 3 == 0 ? cover - 1 : Math.max(cover / 2, Tree.MOST_DEPTH - i);
            boolean isLast = i == Tree.MOST_DEPTH - 1;
            splits.add(new Split(i % features, 0, ~i, isLast ? ~(i + 1) : i + 1, cover, Zeros.BY_THRESHOLD));
            leaves.add(new Leaf(Math.sin(i), cover - below));
            cover = below;
        }
        leaves.add(new Leaf(3, cover));
        Model model = new Model(Models.card(features), Calibration.NONE, List.of(new Tree(splits, leaves)));
        double[] row = new double[features];
        java.util.Arrays.fill(row, 1);
        double[] contributions = model.contributions(row);
        assertThat(model.margin(row)).isEqualTo(3);
        assertThat(model.expectedMargin() + DoubleStream.of(contributions).sum())
                .isCloseTo(3, offset(1e-13));
        if (features == 2) {
            assertThat(contributions[0]).isCloseTo(shapley(model, row, 0), offset(1e-13));
        }
    }

    @Test
    void theRuleOfQuadratureIsExactForPolynomials() {
        for (int points = 1; points <= Tree.MOST_DEPTH / 2; points++) {
            Quadrature rule = Quadrature.of(points);
            for (int degree = 0; degree < 2 * points; degree++) {
                double integral = 0;
                for (int i = 0; i < points; i++) {
                    integral += rule.weight(i) * Math.pow(rule.point(i), degree);
                }
                assertThat(integral).isCloseTo(1.0 / (degree + 1), offset(1e-14));
            }
        }
    }

    private static double shapley(Model model, double[] row, int feature) {
        int features = row.length;
        double value = 0;
        for (int known = 0; known < 1 << features; known++) {
            if ((known & 1 << feature) == 0) {
                int size = Integer.bitCount(known);
                double weight = factorial(size) * factorial(features - size - 1) / factorial(features);
                value += weight * (expected(model, row, known | 1 << feature) - expected(model, row, known));
            }
        }
        return value;
    }

    private static double factorial(int n) {
        return n <= 1 ? 1 : n * factorial(n - 1);
    }

    private static double expected(Model model, double[] row, int known) {
        return model.trees().stream()
                .mapToDouble(tree -> expected(tree, tree.splits().isEmpty() ? -1 : 0, row, known))
                .sum();
    }

    private static double expected(Tree tree, int node, double[] row, int known) {
        if (node < 0) {
            return tree.leaves().get(~node).value();
        }
        Split split = tree.splits().get(node);
        if ((known & 1 << split.feature()) != 0) {
            return expected(tree, split.isLeft(row[split.feature()]) ? split.left() : split.right(), row, known);
        }
        return (cover(tree, split.left()) * expected(tree, split.left(), row, known)
                        + cover(tree, split.right()) * expected(tree, split.right(), row, known))
                / split.cover();
    }

    private static double cover(Tree tree, int node) {
        return node < 0
                ? tree.leaves().get(~node).cover()
                : tree.splits().get(node).cover();
    }
}
