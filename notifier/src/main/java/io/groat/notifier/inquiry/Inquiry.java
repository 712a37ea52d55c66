package io.groat.notifier.inquiry;

import io.groat.event.PayerAnswered.Consequence;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question to a payer.
 *
 * @param own what the payer has said; null while nothing
 * @param by the way they were asked: {@code app} or {@code link}
 * @param announced whether the answer is on fraud_events
 */
record Inquiry(
        UUID paymentId,
        String payer,
        @Nullable String payee,
        long amountMinor,
        String currency,
        double score,
        Instant askedAt,
        Instant expiresAt,
        @Nullable Boolean own,
        @Nullable String by,
        @Nullable Instant answeredAt,
        boolean announced) {

    boolean isOpen(Instant now) {
        return own == null && now.isBefore(expiresAt);
    }

    /** What is to happen to the payment. Who only has the link may stop a payment, but let none go. */
    Consequence consequence(InquirySettings policy) {
        if (own == null) {
            return Consequence.none;
        }
        if (!own) {
            return policy.cancelOnNo() ? Consequence.cancel : Consequence.none;
        }
        return "app".equals(by) && score < policy.releaseBelow() ? Consequence.release : Consequence.none;
    }

    /** Names nobody. */
    @Override
    public String toString() {
        return "inquiry " + paymentId;
    }
}
