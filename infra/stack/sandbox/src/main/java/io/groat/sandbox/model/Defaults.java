package io.groat.sandbox.model;

import io.groat.sandbox.book.Row;
import io.groat.sandbox.book.Rows;

/**
 * What becomes of payouts and refunds that nobody says anything else about.
 *
 * @param payoutsToReturn so many next payouts come back after they were processed
 */
public record Defaults(
        String id,
        Course payouts,
        long payoutDelayMillis,
        Course refunds,
        long refundDelayMillis,
        long returnDelayMillis,
        int payoutsToReturn)
        implements Row {

    /** The course that something takes. */
    public enum Course {
        PROCESS,
        FAIL,
        /** Processed, then back. */
        RETURN,
        /** Nothing happens until somebody says so. */
        HOLD
    }

    private static final String ID = "defaults";
    private static final Defaults FIRST = new Defaults(ID, Course.PROCESS, 1_000, Course.PROCESS, 0, 2_000, 0);

    public static Defaults in(Rows rows) {
        return rows.find(Defaults.class, ID).orElse(FIRST);
    }

    public Defaults withPayoutsToReturn(int next) {
        return new Defaults(id, payouts, payoutDelayMillis, refunds, refundDelayMillis, returnDelayMillis, next);
    }
}
