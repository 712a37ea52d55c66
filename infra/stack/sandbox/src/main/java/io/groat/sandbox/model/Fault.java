package io.groat.sandbox.model;

import io.groat.sandbox.book.Row;

/**
 * How the next calls of an API fail.
 *
 * @param id the beginning of their paths
 * @param times how many are left
 * @param delayMillis how long a slow one takes, and one that is never answered stays open
 */
public record Fault(String id, How how, int times, long delayMillis) implements Row {

    /** In which way. */
    public enum How {
        /** Nothing is done, and an error is answered. */
        ERROR500,
        /** Nothing is done and nothing is answered. */
        TIMEOUT,
        /** All is well, but late. */
        SLOW,
        /** It is done, and the connection ends without an answer. */
        LOSE_ANSWER
    }

    public Fault once() {
        return new Fault(id, how, times - 1, delayMillis);
    }
}
