package io.groat.order;

import io.groat.money.CurrencyCode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway has taken for an order. Each is in the books once: with the wallet that ordered it or, where something is
 * not as it was ordered, in suspense until a person has decided.
 *
 * @param paymentId what the gateway calls it
 * @param amountMinor minor units, as it was paid
 * @param feeMinor what the gateway keeps of it, as far as it has said
 * @param reason why it is in suspense; null where it is not
 * @param movementId the movement that brought it; null until the books have it
 * @param settledAt when it was settled with the gateway; null until then
 * @param instrument the card or address that paid: a keyed hash; null where the gateway does not tell
 * @param instrumentSeenAt when it first paid for a wallet of that user on this shard; null where the instrument is
 */
public record GatewayPayment(
        String gateway,
        String paymentId,
        UUID orderId,
        long amountMinor,
        CurrencyCode currency,
        long feeMinor,
        Purpose purpose,
        @Nullable String reason,
        Instant seenAt,
        @Nullable UUID movementId,
        @Nullable Instant settledAt,
        @Nullable String instrument,
        @Nullable Instant instrumentSeenAt) {

    /** It is another amount than was ordered. */
    public static final String AMOUNT_DIFFERS = "AMOUNT_DIFFERS";

    /** It is in another currency than was ordered. */
    public static final String CURRENCY_DIFFERS = "CURRENCY_DIFFERS";

    /** The order was paid before. */
    public static final String PAID_TWICE = "PAID_TWICE";

    /** Where its money goes. */
    public enum Purpose {
        WALLET,
        SUSPENSE
    }

    /**
     * What has come for an order as it stands.
     *
     * @param seenBefore when its instrument has first paid for a wallet of that user; null where it never has
     */
    public static GatewayPayment of(
            Order order, String gateway, PaymentGateway.Paid paid, @Nullable Instant seenBefore, Instant now) {
        String wrong = wrong(order, paid);
        return new GatewayPayment(
                gateway,
                paid.paymentId(),
                order.id(),
                paid.amountMinor(),
                paid.currency(),
                paid.feeMinor(),
                wrong == null ? Purpose.WALLET : Purpose.SUSPENSE,
                wrong,
                now,
                null,
                null,
                paid.instrument(),
                paid.instrument() == null ? null : seenBefore == null ? now : seenBefore);
    }

    private static @Nullable String wrong(Order order, PaymentGateway.Paid paid) {
        if (order.status() == OrderStatus.PAID || order.status() == OrderStatus.CREDITED) {
            return PAID_TWICE;
        }
        if (!paid.currency().equals(order.currency())) {
            return CURRENCY_DIFFERS;
        }
        return paid.amountMinor() == order.amountMinor() ? null : AMOUNT_DIFFERS;
    }

    /** One whose wallet does not take it. */
    public GatewayPayment diverted(String why) {
        return new GatewayPayment(
                gateway,
                paymentId,
                orderId,
                amountMinor,
                currency,
                feeMinor,
                Purpose.SUSPENSE,
                why,
                seenAt,
                movementId,
                settledAt,
                instrument,
                instrumentSeenAt);
    }

    /** Once the books have it. */
    public GatewayPayment booked(UUID movement) {
        return new GatewayPayment(
                gateway,
                paymentId,
                orderId,
                amountMinor,
                currency,
                feeMinor,
                purpose,
                reason,
                seenAt,
                movement,
                settledAt,
                instrument,
                instrumentSeenAt);
    }
}
