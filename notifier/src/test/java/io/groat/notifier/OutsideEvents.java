package io.groat.notifier;

import io.groat.event.DisputeEvent;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.OrderEvent;
import io.groat.event.PayoutEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events of orders, payouts and disputes over 25 EUR, as routers tell them. */
public final class OutsideEvents {

    /** The keyed hash of what paid: nobody reads it outside. */
    public static final String INSTRUMENT = "c0".repeat(32);

    private static final long AMOUNT = 2500;

    private OutsideEvents() {}

    /** The one of that type: an order's, a payout's or a dispute's. */
    public static Event of(EventType type, UUID id, String user) {
        if (type.name().startsWith("Order")) {
            return order(type, id, user);
        }
        return type.name().startsWith("Payout") ? payout(type, id, user, null) : dispute(type, id, user, "PAYEE");
    }

    public static Event order(EventType type, UUID id, String payee) {
        Instant now = Instant.now();
        boolean credited = type == EventType.OrderCredited;
        OrderEvent body = new OrderEvent(
                id,
                credited ? "CREDITED" : "FAILED",
                credited ? null : "NOT_PAID",
                payee,
                account(payee),
                AMOUNT,
                "EUR",
                "card",
                "razorpay",
                "rent",
                credited ? new UUID(0, 5) : null,
                credited ? INSTRUMENT : null,
                credited ? now : null,
                1,
                now,
                now.plusSeconds(900),
                credited ? now : null,
                now);
        return new Event(type, payee, id + ":" + type, now, EventJson.write(body));
    }

    /** @param order whose payment goes back; null for a payout */
    public static Event payout(EventType type, UUID id, String payer, @Nullable UUID order) {
        Instant now = Instant.now();
        PayoutEvent body = new PayoutEvent(
                id,
                "SETTLED",
                null,
                payer,
                account(payer),
                AMOUNT,
                "EUR",
                "razorpay",
                order == null ? "a…@bank" : "pay_1",
                order == null ? new UUID(0, 6) : null,
                order,
                "rent",
                new UUID(0, 7),
                null,
                now,
                now,
                now);
        return new Event(type, payer, id + ":" + type, now, EventJson.write(body));
    }

    /** @param takenFrom whose money has moved out; null while none has */
    public static Event dispute(EventType type, UUID id, String payee, @Nullable String takenFrom) {
        Instant now = Instant.now();
        DisputeEvent body = new DisputeEvent(
                id,
                "NEEDS_RESPONSE",
                "fraudulent",
                "razorpay",
                new UUID(0, 8),
                payee,
                AMOUNT,
                "EUR",
                takenFrom,
                takenFrom == null ? 0 : AMOUNT,
                Instant.parse("2026-12-31T00:00:00Z"),
                now,
                null);
        return new Event(type, payee, id + ":" + type, now, EventJson.write(body));
    }

    private static UUID account(String user) {
        return UUID.nameUUIDFromBytes(user.getBytes(StandardCharsets.UTF_8));
    }
}
