package io.groat.fraud.payment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as features see it.
 *
 * @param id its transfer's id
 * @param payee null when the payer named nobody who is known
 * @param amountMinor minor units of the currency
 * @param held whether the money waits for our decision
 * @param at when it was made
 * @param balanceBefore the payer's balance before it, in minor units; null when the event doesn't tell
 * @param accountOpenedAt when the payer's account was opened; null when the event doesn't tell
 * @param holdUntil of a hold: until when its money is reserved, as it was made; null where the money moves
 */
public record Payment(
        UUID id,
        String payer,
        @Nullable String payee,
        long amountMinor,
        String currency,
        boolean held,
        Instant at,
        @Nullable Long balanceBefore,
        @Nullable Instant accountOpenedAt,
        @Nullable Instant holdUntil) {

    /** A payment whose money moves. */
    public Payment(
            UUID id,
            String payer,
            @Nullable String payee,
            long amountMinor,
            String currency,
            boolean held,
            Instant at,
            @Nullable Long balanceBefore,
            @Nullable Instant accountOpenedAt) {
        this(id, payer, payee, amountMinor, currency, held, at, balanceBefore, accountOpenedAt, null);
    }

    /** The same as a hold. */
    public Payment reservedUntil(@Nullable Instant end) {
        return new Payment(id, payer, payee, amountMinor, currency, held, at, balanceBefore, accountOpenedAt, end);
    }

    /** The amount in major units. Rates between currencies are not taken into account. */
    public double amount() {
        return Amounts.major(amountMinor, currency);
    }

    /** 64 bits that stand for the payment where a whole id is too long. */
    public long hash() {
        return Hashes.of(id);
    }
}
