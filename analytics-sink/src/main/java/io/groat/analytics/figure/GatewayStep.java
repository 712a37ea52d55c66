package io.groat.analytics.figure;

import org.jspecify.annotations.Nullable;

/** What becomes of orders, payouts, refunds to where orders were paid from, and disputes. */
public enum GatewayStep {
    ORDER_CREATED(0),
    /** One attempt to pay an order, which stays open. */
    ORDER_ATTEMPT_FAILED(1),
    ORDER_CREDITED(2),
    ORDER_FAILED(3),
    ORDER_EXPIRED(4),
    PAYOUT_CREATED(5),
    PAYOUT_SETTLED(6),
    PAYOUT_FAILED(7),
    /** It came back after it had settled. */
    PAYOUT_RETURNED(8),
    REFUND_CREATED(9),
    REFUND_SETTLED(10),
    REFUND_FAILED(11),
    REFUND_RETURNED(12),
    DISPUTE_OPENED(13),
    DISPUTE_WON(14),
    DISPUTE_LOST(15);

    private final int place;

    GatewayStep(int place) {
        this.place = place;
    }

    /** How rows name it: it stays as it is. */
    int place() {
        return place;
    }

    /** The one of that place; null for one of a newer release. */
    static @Nullable GatewayStep at(int place) {
        for (GatewayStep step : values()) {
            if (step.place == place) {
                return step;
            }
        }
        return null;
    }
}
