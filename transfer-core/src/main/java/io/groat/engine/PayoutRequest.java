package io.groat.engine;

import io.groat.account.AccountRef;
import io.groat.money.CurrencyCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to pay out.
 *
 * @param idempotencyKey one for each payout or refund of the payer's
 * @param payer whose wallet pays it
 * @param amountMinor minor units, above zero
 * @param destination of the payer's user
 */
public record PayoutRequest(
        String idempotencyKey,
        AccountRef payer,
        long amountMinor,
        CurrencyCode currency,
        UUID destination,
        @Nullable String reference) {}
