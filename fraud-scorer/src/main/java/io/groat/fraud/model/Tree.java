package io.groat.fraud.model;

import static io.groat.fraud.model.ModelRefused.require;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One tree. The first split is its root; a tree without splits is its only leaf. It is checked when it is made: each node
 * but the root has one parent, which stands before it, and covers add up.
 */
public record Tree(List<Split> splits, List<Leaf> leaves) {

    static final int MOST_LEAVES = 1_024;
    static final int MOST_DEPTH = 64;
    /** So that no sum of leaves leaves the range of numbers. */
    private static final double MOST_VALUE = 1e9;
    /** Up to here whole numbers are exact as a double. */
    private static final long MOST_COVER = 1L << 53;

    /** @throws ModelRefused when it is no tree, with the field */
    public Tree {
        splits = List.copyOf(splits);
        leaves = List.copyOf(leaves);
        require(leaves.size() <= MOST_LEAVES, "leaves", "there are more than " + MOST_LEAVES);
        require(
                splits.size() == leaves.size() - 1,
                "splits",
                splits.size() + " of them do not lead to " + leaves.size() + " leaves");
        for (int i = 0; i < leaves.size(); i++) {
            Leaf leaf = leaves.get(i);
            // Not a number is no less than anything, too.
            require(Math.abs(leaf.value()) <= MOST_VALUE, "leaves[" + i + "]", "its value is out of range");
            requireCover(leaf.cover(), "leaves[" + i + "]");
        }
        BitSet splitsSeen = new BitSet();
        BitSet leavesSeen = new BitSet();
        int[] depths = new int[splits.size()];
        for (int i = 0; i < splits.size(); i++) {
            Split split = splits.get(i);
            String place = "splits[" + i + "]";
            require(Double.isFinite(split.threshold()), place, "its threshold is not finite");
            require(split.feature() >= 0, place, "there is no feature " + split.feature());
            requireCover(split.cover(), place);
            require(depths[i] < MOST_DEPTH, place, "it lies deeper than " + MOST_DEPTH);
            long below = 0;
            for (int child : List.of(split.left(), split.right())) {
                if (child >= 0) {
                    require(child < splits.size(), place, "there is no split " + child);
                    require(child > i, place, "it leads back to split " + child);
                    require(!splitsSeen.get(child), place, "split " + child + " has another parent");
                    splitsSeen.set(child);
                    depths[child] = depths[i] + 1;
                } else {
                    require(~child < leaves.size(), place, "there is no leaf " + ~child);
                    require(!leavesSeen.get(~child), place, "leaf " + ~child + " has another parent");
                    leavesSeen.set(~child);
                }
                below += child >= 0
                        ? splits.get(child).cover()
                        : leaves.get(~child).cover();
            }
            require(below == split.cover(), place, "its cover is " + split.cover() + ", that below it " + below);
        }
    }

    private static void requireCover(long cover, String place) {
        require(cover >= 1 && cover <= MOST_COVER, place, "its cover is out of range");
    }

    /** The leaf's index that finite values lead to. */
    int leafOf(double[] values) {
        int node = splits.isEmpty() ? -1 : 0;
        while (node >= 0) {
            Split split = splits.get(node);
            node = split.isLeft(values[split.feature()]) ? split.left() : split.right();
        }
        return ~node;
    }

    /** How many payments came by a node: a split's index, or if negative a leaf, as children are given. */
    long cover(int node) {
        return node >= 0 ? splits.get(node).cover() : leaves.get(~node).cover();
    }

    /** The mean of what it adds, over the payments of the training. */
    double expected() {
        if (splits.isEmpty()) {
            return leaves.get(0).value();
        }
        double all = splits.get(0).cover();
        double sum = 0;
        for (Leaf leaf : leaves) {
            sum += leaf.cover() / all * leaf.value();
        }
        return sum;
    }

    /** Of the longest way to a leaf, in splits. */
    int depth() {
        int[] depths = new int[splits.size()];
        int deepest = 0;
        for (int i = 0; i < splits.size(); i++) {
            deepest = Math.max(deepest, depths[i] + 1);
            for (int child : List.of(splits.get(i).left(), splits.get(i).right())) {
                if (child >= 0) {
                    depths[child] = depths[i] + 1;
                }
            }
        }
        return deepest;
    }

    /** How many different features it asks for. */
    int features() {
        Set<Integer> asked = new HashSet<>();
        splits.forEach(split -> asked.add(split.feature()));
        return asked.size();
    }
}
