package io.groat.fraud.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The margin without a walk down each tree: Lucchese et al., "QuickScorer: A Fast Algorithm to Rank Documents with Additive
 * Ensembles of Regression Trees" (2015). Each tree has a word with a bit for each leaf, from the left to the right; a split
 * that sends a payment to the right takes away the leaves to its left, and of what remains the leftmost is where the payment
 * ends. A feature's splits lie by rising threshold, so that those that send it to the right are the first ones, and the
 * processor need not guess at each of them. It comes to the same leaves, and adds them in the same order.
 */
final class QuickScorer {

    private static final int MOST_LEAVES = Long.SIZE;

    /** Of each feature the first of its splits; at the end their number. */
    private final int[] first;

    private final double[] threshold;
    private final int[] tree;
    /** Which leaves remain when a split sends to the right. */
    private final long[] remaining;
    /** Of each tree its first leaf. */
    private final int[] firstLeaf;

    private final double[] leaf;

    private record Cut(int feature, double threshold, int tree, long remaining) {}

    private QuickScorer(List<Tree> trees, int features) {
        List<Cut> cuts = new ArrayList<>();
        firstLeaf = new int[trees.size()];
        leaf = new double[trees.stream().mapToInt(one -> one.leaves().size()).sum()];
        int leaves = 0;
        for (int i = 0; i < trees.size(); i++) {
            firstLeaf[i] = leaves;
            Tree one = trees.get(i);
            leaves = add(one, one.splits().isEmpty() ? -1 : 0, i, leaves, cuts);
        }
        cuts.sort(Comparator.comparingInt(Cut::feature).thenComparingDouble(Cut::threshold));
        first = new int[features + 1];
        threshold = cuts.stream().mapToDouble(Cut::threshold).toArray();
        tree = cuts.stream().mapToInt(Cut::tree).toArray();
        remaining = cuts.stream().mapToLong(Cut::remaining).toArray();
        cuts.forEach(cut -> first[cut.feature() + 1]++);
        for (int i = 0; i < features; i++) {
            first[i + 1] += first[i];
        }
    }

    /** Null when trees have too many leaves for it, or splits that send zeros elsewhere than other numbers. */
    static @Nullable QuickScorer find(List<Tree> trees, int features) {
        boolean fits = trees.stream()
                .allMatch(tree -> tree.leaves().size() <= MOST_LEAVES
                        && tree.splits().stream().allMatch(split -> split.zeros() == Zeros.BY_THRESHOLD));
        return fits ? new QuickScorer(trees, features) : null;
    }

    /** Numbers the leaves below a node; the next one's number. */
    private int add(Tree one, int node, int index, int next, List<Cut> cuts) {
        if (node < 0) {
            leaf[next] = one.leaves().get(~node).value();
            return next + 1;
        }
        Split split = one.splits().get(node);
        int middle = add(one, split.left(), index, next, cuts);
        long onTheLeft = bits(middle - firstLeaf[index]) & ~bits(next - firstLeaf[index]);
        cuts.add(new Cut(split.feature(), split.threshold(), index, ~onTheLeft));
        return add(one, split.right(), index, middle, cuts);
    }

    /** The lowest ones; fewer than all, for there is a leaf on the right of each split. */
    private static long bits(int many) {
        return (1L << many) - 1;
    }

    /** Of finite values; see {@link Forest#margin}. */
    double margin(double[] values) {
        long[] leaves = new long[firstLeaf.length];
        Arrays.fill(leaves, -1);
        for (int feature = 0; feature < values.length; feature++) {
            double value = values[feature];
            int end = first[feature + 1];
            for (int i = first[feature]; i < end && value > threshold[i]; i++) {
                leaves[tree[i]] &= remaining[i];
            }
        }
        double sum = 0;
        for (int i = 0; i < leaves.length; i++) {
            sum += leaf[firstLeaf[i] + Long.numberOfTrailingZeros(leaves[i])];
        }
        return sum;
    }
}
