package io.groat.sandbox.money;

import io.groat.sandbox.book.Change;
import io.groat.sandbox.event.Telling;
import io.groat.sandbox.model.Checkout;
import io.groat.sandbox.model.Later;
import io.groat.sandbox.model.Provider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Orders and sessions come and end. */
public final class Checkouts {

    private static final long MILLIS = 1_000;

    private final Money money;

    public Checkouts(Money money) {
        this.money = money;
    }

    /** @param expiresAt in Unix seconds; 0 for never */
    public Checkout open(
            Change change,
            Provider provider,
            long amount,
            String currency,
            @Nullable String reference,
            Map<String, String> notes,
            @Nullable String successUrl,
            long expiresAt) {
        Checkout checkout = change.put(new Checkout(
                money.newId(provider, "order", "cs_test"),
                provider,
                amount,
                currency,
                reference,
                notes,
                Checkout.Status.OPEN,
                0,
                0,
                successUrl,
                expiresAt,
                money.now()));
        if (expiresAt > 0) {
            long delay = expiresAt * MILLIS - money.clock().millis();
            money.later(change, delay, Later.Action.CHECKOUT_EXPIRES, checkout.id());
        }
        return checkout;
    }

    /** One that was paid, or has expired already, stays as it is. */
    public Checkout expire(Change change, Checkout checkout) {
        if (checkout.status() != Checkout.Status.OPEN) {
            return checkout;
        }
        Checkout expired = change.put(checkout.withStatus(Checkout.Status.EXPIRED));
        money.announcer()
                .tell(
                        change,
                        expired.provider(),
                        Telling.PLAIN,
                        (events, stamp) -> events.checkoutExpired(stamp, expired));
        return expired;
    }
}
