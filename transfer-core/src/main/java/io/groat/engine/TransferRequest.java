package io.groat.engine;

import io.groat.account.AccountRef;
import io.groat.money.CurrencyCode;
import io.groat.transfer.TransferNote;

/**
 * A well-formed request to move money; whether it can be met is for the shards to say.
 *
 * @param idempotencyKey 1 to 128 visible ASCII characters, the payer's own
 * @param amountMinor minor units, above zero
 */
public record TransferRequest(
        String idempotencyKey,
        AccountRef payer,
        AccountRef payee,
        long amountMinor,
        CurrencyCode currency,
        TransferNote note) {}
