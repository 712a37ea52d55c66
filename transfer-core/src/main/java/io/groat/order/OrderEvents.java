package io.groat.order;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.OrderEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the changes of an order tell. Each follows from what has become of it, and so does its id: what happens once is told
 * under one id.
 *
 * <pre>
 * OrderCreated        a gateway has taken it
 * OrderAttemptFailed  of each attempt to pay it, while it is open
 * OrderCredited       the wallet has it
 * OrderFailed         the gateway says that it will not be paid
 * OrderExpired        its time is over
 * </pre>
 *
 * Of one that no gateway has taken nothing is told. One that FAILED or EXPIRED, and is paid nevertheless, is told to be
 * credited after that.
 */
final class OrderEvents {

    private OrderEvents() {}

    /** What that change tells, besides attempts and credit. */
    static List<Event> of(Order known, Order next, Instant now) {
        if (next.gateway() == null) {
            return List.of();
        }
        List<Event> told = new ArrayList<>();
        if (known.gateway() == null) {
            told.add(event(EventType.OrderCreated, "", next, null, next.reason(), next.attempts(), now));
        }
        if (known.status() != next.status() && next.status() == OrderStatus.FAILED) {
            told.add(event(EventType.OrderFailed, "", next, null, next.reason(), next.attempts(), now));
        }
        if (known.status() != next.status() && next.status() == OrderStatus.EXPIRED) {
            told.add(event(EventType.OrderExpired, "", next, null, next.reason(), next.attempts(), now));
        }
        return told;
    }

    /** @param payment that has paid for it */
    static List<Event> credited(Order known, Order next, GatewayPayment payment, Instant now) {
        return known.status() == next.status()
                ? List.of()
                : List.of(event(EventType.OrderCredited, "", next, payment, null, next.attempts(), now));
    }

    /** @param reasons of all attempts that have failed, the first first */
    static List<Event> attempted(Order known, Order next, List<String> reasons, Instant now) {
        List<Event> told = new ArrayList<>();
        for (int number = known.attempts() + 1; number <= next.attempts(); number++) {
            String reason = number <= reasons.size() ? reasons.get(number - 1) : null;
            told.add(event(EventType.OrderAttemptFailed, ":" + number, next, null, reason, number, now));
        }
        return told;
    }

    private static Event event(
            EventType type,
            String occasion,
            Order order,
            @Nullable GatewayPayment payment,
            @Nullable String reason,
            int attempts,
            Instant now) {
        OrderEvent body = new OrderEvent(
                order.id(),
                order.status().name(),
                reason,
                order.payeeUser(),
                order.payeeAccount(),
                order.amountMinor(),
                order.currency().code(),
                order.method().name().toLowerCase(Locale.ROOT),
                order.gateway(),
                order.reference(),
                order.movementId(),
                payment == null ? null : payment.instrument(),
                payment == null ? null : payment.instrumentSeenAt(),
                attempts,
                order.createdAt(),
                order.expiresAt(),
                payment == null ? null : payment.seenAt(),
                order.endedAt());
        return new Event(type, order.payeeUser(), order.id() + ":" + type + occasion, now, EventJson.write(body));
    }
}
