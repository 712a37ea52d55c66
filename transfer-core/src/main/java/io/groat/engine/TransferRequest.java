package io.groat.engine;

import io.groat.account.AccountRef;
import io.groat.event.TraceParent;
import io.groat.money.CurrencyCode;
import io.groat.rule.TransactionType;
import io.groat.transfer.TransferNote;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed request to move money; whether it can be met is for the shards to say.
 *
 * @param idempotencyKey 1 to 128 visible ASCII characters, the payer's own
 * @param amountMinor minor units, above zero
 * @param type its transaction type
 */
public record TransferRequest(
        String idempotencyKey,
        AccountRef payer,
        AccountRef payee,
        long amountMinor,
        CurrencyCode currency,
        TransferNote note,
        String type) {

    /** A request of the usual type. */
    public TransferRequest(
            String idempotencyKey,
            AccountRef payer,
            AccountRef payee,
            long amountMinor,
            CurrencyCode currency,
            TransferNote note) {
        this(idempotencyKey, payer, payee, amountMinor, currency, note, TransactionType.USUAL);
    }

    /** The same in that trace. */
    public TransferRequest in(@Nullable TraceParent trace) {
        return new TransferRequest(idempotencyKey, payer, payee, amountMinor, currency, note.in(trace), type);
    }
}
