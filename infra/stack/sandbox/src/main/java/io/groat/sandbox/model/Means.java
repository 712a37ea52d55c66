package io.groat.sandbox.model;

import org.jspecify.annotations.Nullable;

/**
 * What somebody pays with, as far as a provider shows it.
 *
 * @param method upi, card or netbanking
 * @param vpa the UPI id; null where it is none, or was not said
 * @param card null where it is none, or was not said
 */
public record Means(
        String method, @Nullable String vpa, @Nullable Card card) {

    /**
     * A card without its number.
     *
     * @param fingerprint the same for the same number
     * @param last4 of its digits
     */
    public record Card(String fingerprint, String last4, String network) {}
}
