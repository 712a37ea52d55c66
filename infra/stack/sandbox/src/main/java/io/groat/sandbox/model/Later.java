package io.groat.sandbox.model;

import io.groat.sandbox.book.Row;

/**
 * Something that happens by itself when its time has come, also after a restart.
 *
 * @param subject the id of what it happens to
 */
public record Later(String id, Action action, String subject, long dueAtMillis) implements Row {

    /** What happens. */
    public enum Action {
        CHECKOUT_EXPIRES,
        REFUND_PROCESSED,
        REFUND_FAILS,
        PAYOUT_PROCESSED,
        PAYOUT_FAILS,
        PAYOUT_RETURNS
    }
}
