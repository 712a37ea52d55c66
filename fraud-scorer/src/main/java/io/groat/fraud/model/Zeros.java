package io.groat.fraud.model;

/** Where a split sends a value that is zero, which is to say no further from it than {@link #NEAR}. */
public enum Zeros {
    /** As every other number: by the threshold. */
    BY_THRESHOLD,
    /** To the left, whatever the threshold: in training zero stood for "not known". */
    LEFT,
    /** To the right, whatever the threshold. */
    RIGHT;

    /** LightGBM's {@code kZeroThreshold}, a float there, too. */
    static final double NEAR = 1e-35f;

    static boolean isZero(double value) {
        return value >= -NEAR && value <= NEAR;
    }
}
