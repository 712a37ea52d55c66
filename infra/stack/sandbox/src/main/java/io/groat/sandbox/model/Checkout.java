package io.groat.sandbox.model;

import io.groat.sandbox.book.Row;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody is asked to pay: an order of the one provider, a checkout session of the other.
 *
 * <pre>
 * OPEN → PAID     payments have reached the amount, or a session has had its payment
 * OPEN → EXPIRED  its time is over; only sessions have one
 * </pre>
 *
 * @param amount in minor units
 * @param currency its code in capital letters
 * @param reference what the merchant knows it by
 * @param attempts payments that were tried, failed ones too
 * @param paid what all its payments have brought, in minor units
 * @param successUrl where the payer goes afterwards
 * @param expiresAt in Unix seconds; 0 where it never does
 * @param createdAt in Unix seconds
 */
public record Checkout(
        String id,
        Provider provider,
        long amount,
        String currency,
        @Nullable String reference,
        Map<String, String> notes,
        Status status,
        int attempts,
        long paid,
        @Nullable String successUrl,
        long expiresAt,
        long createdAt)
        implements Row {

    /** Where it stands. */
    public enum Status {
        OPEN,
        PAID,
        EXPIRED
    }

    public Checkout withStatus(Status next) {
        return new Checkout(
                id,
                provider,
                amount,
                currency,
                reference,
                notes,
                next,
                attempts,
                paid,
                successUrl,
                expiresAt,
                createdAt);
    }

    /** After one more try, which brought so much. */
    public Checkout tried(long brought, Status next) {
        return new Checkout(
                id,
                provider,
                amount,
                currency,
                reference,
                notes,
                next,
                attempts + 1,
                paid + brought,
                successUrl,
                expiresAt,
                createdAt);
    }
}
