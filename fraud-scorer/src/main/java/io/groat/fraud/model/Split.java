package io.groat.fraud.model;

/**
 * An inner node of a tree: what is no greater than the threshold goes to the left.
 *
 * @param feature its index among the model's features
 * @param left another split, if it is not negative: its index in the tree, greater than this one's; otherwise the leaf
 *     {@code -1 - left}
 * @param right the same, for what is greater
 * @param cover how many payments of the training came by
 */
public record Split(int feature, double threshold, int left, int right, long cover, Zeros zeros) {

    /** Whether a finite value goes to the left. */
    boolean isLeft(double value) {
        if (zeros != Zeros.BY_THRESHOLD && Zeros.isZero(value)) {
            return zeros == Zeros.LEFT;
        }
        return value <= threshold;
    }
}
