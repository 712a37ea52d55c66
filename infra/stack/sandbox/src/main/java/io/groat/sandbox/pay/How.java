package io.groat.sandbox.pay;

/** How the provider behaves when somebody pays. */
enum How {
    PAY,
    DECLINE,
    /** The webhooks come later. */
    LATE,
    /** Two payments on one order, both of which succeed. */
    TWICE,
    WRONG_AMOUNT,
    /** Each webhook comes with a forged signature first. */
    BAD_SIGNATURE,
    /** The order is paid before its payment is captured; a session's failed try is told after it was completed. */
    OUT_OF_ORDER,
    /** No webhook at all. */
    NEVER,
    /** Each webhook five times at once. */
    REPEAT,
    /** Webhooks that say they are ten minutes old, with a signature of then first. */
    OLD,
    /** Each webhook without its end first. */
    TRUNCATED,
    /** It is paid, and every refund of it will fail. */
    REFUND_FAILS,
    /** It is paid, and the next payout comes back after it was processed. */
    PAYOUT_RETURNS,
    /** It is paid, and its payer's bank wants it back at once. */
    DISPUTE
}
