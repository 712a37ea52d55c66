package io.groat.engine;

import io.groat.account.AccountRef;
import io.groat.money.CurrencyCode;
import io.groat.order.OrderMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request for money from outside.
 *
 * @param idempotencyKey one for each order of the payee's
 * @param payee whose wallet gets it
 * @param amountMinor minor units, above zero
 * @param returnUrl where its payer goes after; null for nowhere
 * @param lasts how long it may be paid
 */
public record OrderRequest(
        String idempotencyKey,
        AccountRef payee,
        long amountMinor,
        CurrencyCode currency,
        OrderMethod method,
        @Nullable String returnUrl,
        @Nullable String reference,
        Duration lasts) {}
