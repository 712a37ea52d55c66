package io.groat.infra.training.history;

import io.groat.fraud.payment.Payment;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment of a history.
 *
 * @param line of the file, from 1
 * @param amountMinor minor units of the currency
 * @param failed whether it ended without moving money
 * @param fraud what it was found to be; null when nobody has said
 * @param labelAt since when that is known; null when nobody has said
 * @param kind of fraud, where the file tells; empty where not. It is for judging alone: nobody learns from it
 * @param balanceMinor the payer's balance before it, in minor units; null where the file does not tell
 * @param payerSince since when the payer has an account; null where the file does not tell
 * @param topUp whether it brings money from outside to the payee: such a payment is none between users, and is not scored
 */
public record HistoryRow(
        long line,
        UUID id,
        Instant at,
        String payer,
        String payee,
        long amountMinor,
        String currency,
        boolean failed,
        @Nullable Boolean fraud,
        @Nullable Instant labelAt,
        String kind,
        @Nullable Long balanceMinor,
        @Nullable Instant payerSince,
        boolean topUp) {

    /** Whether it is in truth a fraud, as far as the file tells: by its kind, or by its label where it tells no kinds. */
    public boolean isFraud() {
        return !kind.isEmpty() || Boolean.TRUE.equals(fraud);
    }

    /** As features see it. */
    public Payment payment() {
        return new Payment(id, payer, payee, amountMinor, currency, false, at, balanceMinor, payerSince);
    }
}
