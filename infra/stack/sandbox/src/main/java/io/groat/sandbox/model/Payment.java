package io.groat.sandbox.model;

import io.groat.sandbox.book.Row;
import org.jspecify.annotations.Nullable;

/**
 * A try to pay a checkout. No number of a card comes in here.
 *
 * @param vpa the UPI id that it was paid by, where one was said
 * @param card that it was paid by, where one was said
 * @param refunded what refunds have taken or are about to, in minor units
 * @param error why it failed; null where it did not
 * @param refundsFail every refund of it will fail
 */
public record Payment(
        String id,
        String checkout,
        Provider provider,
        long amount,
        String currency,
        String method,
        @Nullable String vpa,
        Means.@Nullable Card card,
        long refunded,
        long fee,
        @Nullable String error,
        boolean refundsFail,
        long createdAt)
        implements Row {

    public boolean captured() {
        return error == null;
    }

    public Payment withRefunded(long all) {
        return new Payment(
                id, checkout, provider, amount, currency, method, vpa, card, all, fee, error, refundsFail, createdAt);
    }
}
