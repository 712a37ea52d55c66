package io.groat.sandbox.model;

import io.groat.sandbox.book.Row;
import org.jspecify.annotations.Nullable;

/**
 * A line of the merchant's account at a provider. Nothing moves without one, so they add up to its balance.
 *
 * @param source the id of what moved it
 * @param amount in minor units, less than zero where money left
 * @param fee what the provider keeps of it
 * @param checkout the id of the order or session, where there is one
 * @param reference what the merchant knows it by
 */
public record Movement(
        String id,
        Provider provider,
        Type type,
        String source,
        long amount,
        long fee,
        String currency,
        @Nullable String checkout,
        @Nullable String reference,
        long createdAt)
        implements Row {

    /** What kind of thing moved it. */
    public enum Type {
        PAYMENT,
        REFUND,
        PAYOUT,
        ADJUSTMENT
    }

    public long net() {
        return amount - fee;
    }
}
