package io.groat.transfer;

import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.money.CurrencyCode;
import io.groat.rule.TransactionType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to move money, with the payer found and, if its shard could be asked, the payee too.
 *
 * @param id the transfer's id if this request turns out to be the first of its key
 * @param payerRef the payer as the request named it
 * @param payer the payer's account
 * @param payeeRef the payee as the request named it
 * @param payee the payee's account; null while its shard can't be asked
 * @param payeeShard the shard that holds the payee
 * @param amountMinor minor units, above zero
 * @param kind of movement
 * @param parentId the movement that it belongs to; null when it stands for itself
 * @param type its transaction type
 */
public record TransferOrder(
        UUID id,
        String idempotencyKey,
        AccountRef payerRef,
        AccountIdentity payer,
        AccountRef payeeRef,
        @Nullable AccountIdentity payee,
        int payerShard,
        int payeeShard,
        long amountMinor,
        CurrencyCode currency,
        TransferNote note,
        TransferKind kind,
        @Nullable UUID parentId,
        String type) {

    /** An order of the usual type. */
    public TransferOrder(
            UUID id,
            String idempotencyKey,
            AccountRef payerRef,
            AccountIdentity payer,
            AccountRef payeeRef,
            @Nullable AccountIdentity payee,
            int payerShard,
            int payeeShard,
            long amountMinor,
            CurrencyCode currency,
            TransferNote note,
            TransferKind kind,
            @Nullable UUID parentId) {
        this(
                id,
                idempotencyKey,
                payerRef,
                payer,
                payeeRef,
                payee,
                payerShard,
                payeeShard,
                amountMinor,
                currency,
                note,
                kind,
                parentId,
                TransactionType.USUAL);
    }

    /** An order of a payer to pay a payee. */
    public TransferOrder(
            UUID id,
            String idempotencyKey,
            AccountRef payerRef,
            AccountIdentity payer,
            AccountRef payeeRef,
            @Nullable AccountIdentity payee,
            int payerShard,
            int payeeShard,
            long amountMinor,
            CurrencyCode currency,
            TransferNote note) {
        this(
                id,
                idempotencyKey,
                payerRef,
                payer,
                payeeRef,
                payee,
                payerShard,
                payeeShard,
                amountMinor,
                currency,
                note,
                TransferKind.TRANSFER,
                null);
    }

    /** The same of another type. */
    public TransferOrder ofType(String other) {
        return new TransferOrder(
                id,
                idempotencyKey,
                payerRef,
                payer,
                payeeRef,
                payee,
                payerShard,
                payeeShard,
                amountMinor,
                currency,
                note,
                kind,
                parentId,
                other);
    }

    public boolean crossShard() {
        return payerShard != payeeShard;
    }
}
