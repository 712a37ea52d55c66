package io.groat.sandbox.model;

import io.groat.sandbox.book.Row;

/** A payer's bank wants a payment back. Won and lost are for good; before, it goes to and fro. */
public record Dispute(
        String id,
        Provider provider,
        String payment,
        long amount,
        String currency,
        String reason,
        Status status,
        long respondBy,
        long createdAt)
        implements Row {

    /** Where it stands. */
    public enum Status {
        /** The bank asks; nobody wants money back yet. */
        INQUIRY,
        OPEN,
        NEEDS_RESPONSE,
        UNDER_REVIEW,
        WON,
        LOST;

        public boolean isEnd() {
            return this == WON || this == LOST;
        }
    }

    public Dispute withStatus(Status next) {
        return new Dispute(id, provider, payment, amount, currency, reason, next, respondBy, createdAt);
    }
}
