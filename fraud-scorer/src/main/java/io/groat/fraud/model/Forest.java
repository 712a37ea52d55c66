package io.groat.fraud.model;

import java.util.List;

/**
 * All trees in flat arrays: splits and leaves are numbered through, and a child that is negative is the leaf {@code -1 -
 * child}.
 */
final class Forest {

    private final int[] roots;
    private final int[] feature;
    private final double[] threshold;
    private final int[] left;
    private final int[] right;
    /** Of a split's cover what went to the left; the rest went to the right. */
    private final double[] leftShare;

    private final double[] rightShare;
    private final double[] leaf;
    /** Where zeros go, by split; empty when no split treats them in another way than other numbers. */
    private final Zeros[] zeros;

    Forest(List<Tree> trees) {
        int splits = trees.stream().mapToInt(tree -> tree.splits().size()).sum();
        roots = new int[trees.size()];
        feature = new int[splits];
        threshold = new double[splits];
        left = new int[splits];
        right = new int[splits];
        leftShare = new double[splits];
        rightShare = new double[splits];
        leaf = new double[trees.stream().mapToInt(tree -> tree.leaves().size()).sum()];
        boolean plain = trees.stream()
                .flatMap(tree -> tree.splits().stream())
                .allMatch(split -> split.zeros() == Zeros.BY_THRESHOLD);
        zeros = new Zeros[plain ? 0 : splits];
        int firstSplit = 0;
        int firstLeaf = 0;
        for (int i = 0; i < roots.length; i++) {
            Tree tree = trees.get(i);
            roots[i] = tree.splits().isEmpty() ? ~firstLeaf : firstSplit;
            add(tree, firstSplit, firstLeaf, plain);
            firstSplit += tree.splits().size();
            firstLeaf += tree.leaves().size();
        }
    }

    private void add(Tree tree, int firstSplit, int firstLeaf, boolean plain) {
        int at = firstSplit;
        for (Split split : tree.splits()) {
            feature[at] = split.feature();
            threshold[at] = split.threshold();
            left[at] = split.left() >= 0 ? firstSplit + split.left() : split.left() - firstLeaf;
            right[at] = split.right() >= 0 ? firstSplit + split.right() : split.right() - firstLeaf;
            leftShare[at] = (double) tree.cover(split.left()) / split.cover();
            rightShare[at] = (double) tree.cover(split.right()) / split.cover();
            if (!plain) {
                zeros[at] = split.zeros();
            }
            at++;
        }
        at = firstLeaf;
        for (Leaf one : tree.leaves()) {
            leaf[at++] = one.value();
        }
    }

    int root(int tree) {
        return roots[tree];
    }

    int feature(int split) {
        return feature[split];
    }

    int left(int split) {
        return left[split];
    }

    int right(int split) {
        return right[split];
    }

    double leftShare(int split) {
        return leftShare[split];
    }

    double rightShare(int split) {
        return rightShare[split];
    }

    /** @param node negative, as children are that are leaves */
    double leaf(int node) {
        return leaf[~node];
    }

    /** Whether a finite value goes to the left. */
    boolean isLeft(int split, double value) {
        if (zeros.length > 0 && zeros[split] != Zeros.BY_THRESHOLD && Zeros.isZero(value)) {
            return zeros[split] == Zeros.LEFT;
        }
        return value <= threshold[split];
    }

    /** The sum of the leaves that finite values lead to, in the order of the trees, as LightGBM adds them. */
    double margin(double[] values) {
        double sum = 0;
        for (int root : roots) {
            int node = root;
            while (node >= 0) {
                node = isLeft(node, values[feature[node]]) ? left[node] : right[node];
            }
            sum += leaf[~node];
        }
        return sum;
    }
}
