package io.groat.sandbox.model;

import io.groat.sandbox.book.Row;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Money of a payment that goes back to its payer. It is pending once, and then processed or failed for good. */
public record Refund(
        String id,
        Provider provider,
        String payment,
        long amount,
        String currency,
        @Nullable String receipt,
        Map<String, String> notes,
        Status status,
        long createdAt)
        implements Row {

    /** Where it stands. */
    public enum Status {
        PENDING,
        PROCESSED,
        FAILED
    }

    public Refund withStatus(Status next) {
        return new Refund(id, provider, payment, amount, currency, receipt, notes, next, createdAt);
    }
}
