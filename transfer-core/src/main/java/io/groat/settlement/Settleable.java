package io.groat.settlement;

import io.groat.money.CurrencyCode;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that a gateway took, gave back or paid out for us, and will settle once: it stands in the gateway's transit
 * account until then.
 *
 * @param providerId what the gateway calls it
 * @param subject what it is called among all of the gateway's, as {@code PAYMENT/pay_1}; up to 100 visible ASCII characters
 * @param id ours, of the shard on which its money is: the order's or the payout's
 * @param amountMinor minor units; above zero where the gateway owes it us, below where we owe it
 * @param at when the gateway had it
 */
public record Settleable(
        String gateway,
        String providerId,
        Kind kind,
        String subject,
        UUID id,
        long amountMinor,
        CurrencyCode currency,
        Instant at) {

    /** What happened to the money. */
    public enum Kind {
        /** The gateway took it from a payer. */
        PAYMENT,
        /** It gave it back to a payer. */
        REFUND,
        /** It paid it out for us. */
        PAYOUT,
        /** What it had paid out came back. */
        RETURN,
        /** A payer's bank wanted it back, or let it go again. */
        DISPUTE
    }
}
