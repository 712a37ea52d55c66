package io.groat.fraud.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each feature contributes to a margin: its Shapley value, where a feature that is not known lets a payment go both
 * ways at a split, by the covers. That is the path-dependent TreeSHAP of Lundberg, Erion and Lee, "Consistent
 * Individualized Feature Attribution for Tree Ensembles" (2018), and LightGBM's {@code predict_contrib}.
 *
 * <p>Once a set S of features is known, a leaf counts by the product over the features i on its way: of one<sub>i</sub>,
 * which is 1 if the payment's value leads to it and else 0, for those in S, and of zero<sub>i</sub>, the share of the cover
 * that goes its way, for the others. Where the paper counts sets by their sizes, extending and unwinding a way, this
 * takes Owen's integral for the same value ("Multilinear Extensions of Games", 1972):
 *
 * <pre>
 * contribution of i = value · ∫ (one_i - zero_i) · Π_{j≠i} (t · one_j + (1 - t) · zero_j) dt, t from 0 to 1
 * </pre>
 *
 * a polynomial in t of a degree below the number of features, which Gauss's rule with half as many points integrates
 * exactly. All its factors are positive, so that the product without one of them is the whole divided by it, and a way of
 * any length is precise. What all leaves below a node contribute through the split above it is added at once, on the way
 * back, as in Yu et al., "Linear TreeShap" (2022).
 */
final class Contributions {

    private final Forest forest;
    /** Of each tree the rule that is exact for it. */
    private final List<Quadrature> rules;

    private final int depth;
    private final int points;

    Contributions(List<Tree> trees, Forest forest) {
        this.forest = forest;
        Map<Integer, Quadrature> byPoints = new HashMap<>();
        rules = trees.stream()
                .map(tree -> Math.max(1, (Math.min(tree.depth(), tree.features()) + 1) / 2))
                .map(many -> byPoints.computeIfAbsent(many, Quadrature::of))
                .toList();
        depth = trees.stream().mapToInt(Tree::depth).max().orElse(0);
        points = rules.stream().mapToInt(Quadrature::size).max().orElse(1);
    }

    /** By feature; with the expected margin they add up to the margin of these finite values. */
    double[] of(double[] values) {
        Walk walk = new Walk(values);
        for (int i = 0; i < rules.size(); i++) {
            int root = forest.root(i);
            if (root >= 0) {
                walk.add(root, rules.get(i));
            }
        }
        return walk.contributions;
    }

    /** Through all trees, for one payment. Row d of its arrays is of the node d steps down the present way, by points. */
    private final class Walk {

        /** The rule's weight times the factors of the features on the way. */
        private final double[] product = new double[(depth + 1) * points];
        /** One by the factor of the feature whose split led here. */
        private final double[] inverse = new double[(depth + 1) * points];
        /** Of the leaves below, each by its value, their products. */
        private final double[] below = new double[(depth + 1) * points];

        private final double[] zero = new double[depth + 1];
        private final double[] one = new double[depth + 1];
        /** A feature's last row on the present way; 0 when it is not on it. */
        private final int[] rowOf;

        private final double[] values;
        private final double[] contributions;
        private Quadrature rule = Quadrature.of(1);

        Walk(double[] values) {
            this.values = values;
            contributions = new double[values.length];
            rowOf = new int[values.length];
        }

        void add(int root, Quadrature itsRule) {
            rule = itsRule;
            for (int k = 0; k < rule.size(); k++) {
                product[k] = rule.weight(k);
            }
            visit(root, 0);
        }

        /** @param row no more than {@link Tree#MOST_DEPTH}, and so is the recursion */
        private void visit(int node, int row) {
            int size = rule.size();
            int at = row * size;
            if (node < 0) {
                double value = forest.leaf(node);
                for (int k = at; k < at + size; k++) {
                    below[k] = value * product[k];
                }
                return;
            }
            Arrays.fill(below, at, at + size, 0);
            int feature = forest.feature(node);
            boolean toLeft = forest.isLeft(node, values[feature]);
            step(feature, forest.left(node), forest.leftShare(node), toLeft, row + 1);
            step(feature, forest.right(node), forest.rightShare(node), !toLeft, row + 1);
        }

        private void step(int feature, int child, double share, boolean taken, int row) {
            int size = rule.size();
            int at = row * size;
            int previous = rowOf[feature];
            double itsZero = previous == 0 ? share : share * zero[previous];
            double itsOne = taken && (previous == 0 || one[previous] == 1) ? 1 : 0;
            zero[row] = itsZero;
            one[row] = itsOne;
            for (int k = 0; k < size; k++) {
                double factor = rule.point(k) * itsOne + rule.rest(k) * itsZero;
                inverse[at + k] = 1 / factor;
                product[at + k] = product[at - size + k] * factor;
            }
            if (previous != 0) {
                for (int k = 0; k < size; k++) {
                    product[at + k] *= inverse[previous * size + k];
                }
            }
            rowOf[feature] = row;
            visit(child, row);
            rowOf[feature] = previous;
            contributions[feature] += (itsOne - itsZero) * withoutFactor(row, at);
            if (previous != 0) {
                // The row before adds all below it, and for these leaves this row has taken its place.
                contributions[feature] -= (one[previous] - zero[previous]) * withoutFactor(previous, at);
            }
            for (int k = 0; k < size; k++) {
                below[at - size + k] += below[at + k];
            }
        }

        /** The integral of what is below, without the factor of a row. */
        private double withoutFactor(int row, int at) {
            int size = rule.size();
            double integral = 0;
            for (int k = 0; k < size; k++) {
                integral += below[at + k] * inverse[row * size + k];
            }
            return integral;
        }
    }
}
