package io.groat.infra.training.generate.world;

import org.jspecify.annotations.Nullable;

/**
 * A line of the history.
 *
 * @param at milliseconds since 1970
 * @param payer the number of a party, as the payee
 * @param amount hundredths of the currency's unit
 * @param completed false when it was refused
 * @param labelAt when the label became known, in milliseconds since 1970; 0 without one
 * @param balance the payer's before it, in hundredths; {@link #UNKNOWN} of those who settle elsewhere
 * @param payerSince since when the payer has an account, in milliseconds since 1970; {@link #UNKNOWN} of those who settle elsewhere
 * @param topUp whether it brings money from outside
 * @param fraud the case it belongs to; null for a legitimate one
 */
public record HistoryPayment(
        long at,
        int payer,
        int payee,
        long amount,
        boolean completed,
        Label label,
        long labelAt,
        long balance,
        long payerSince,
        boolean topUp,
        @Nullable FraudCase fraud) {

    /** Stands for a balance or a time that nobody tells. */
    public static final long UNKNOWN = -1;
}
