package io.groat.payout;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.PayoutEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the changes of a payout, or of a refund to the source, tell: each at most once, under an id made of the payout's.
 *
 * <pre>
 * PayoutCreated   its money is reserved, and sent on or under review
 * PayoutSent      the gateway has it
 * PayoutSettled   it has arrived
 * PayoutFailed    it goes nowhere, and its money is free again
 * PayoutReturned  it came back
 * </pre>
 *
 * Of one whose money could not be reserved nothing is told: who asked was told why. What arrives before the gateway has said
 * that it has it is told to have settled, and not to be sent.
 */
final class PayoutEvents {

    private PayoutEvents() {}

    static List<Event> of(Payout known, Payout next, Instant now) {
        EventType type = type(known, next);
        return type == null ? List.of() : List.of(event(type, next, now));
    }

    private static @Nullable EventType type(Payout known, Payout next) {
        PayoutStatus before = known.status();
        return switch (next.status()) {
            case RESERVED, UNDER_REVIEW -> before == PayoutStatus.CREATED ? EventType.PayoutCreated : null;
            case SENT -> before == PayoutStatus.SENT ? null : EventType.PayoutSent;
            case SETTLED -> before == PayoutStatus.SETTLED ? null : EventType.PayoutSettled;
            case RETURNED -> before == PayoutStatus.RETURNED ? null : EventType.PayoutReturned;
            case FAILED ->
                before == PayoutStatus.CREATED || isOver(known) || !isOver(next) ? null : EventType.PayoutFailed;
            case CREATED, SENDING -> null;
        };
    }

    /** Whether it FAILED and its money is free: one that was called off waits for that. */
    private static boolean isOver(Payout payout) {
        return payout.status() == PayoutStatus.FAILED && payout.lookAt() == null;
    }

    private static Event event(EventType type, Payout payout, Instant now) {
        PayoutEvent body = new PayoutEvent(
                payout.id(),
                payout.status().name(),
                payout.reason(),
                payout.payerUser(),
                payout.payerAccount(),
                payout.amountMinor(),
                payout.currency().code(),
                payout.gateway(),
                payout.shown(),
                payout.destinationId(),
                payout.orderId(),
                payout.reference(),
                payout.movementId(),
                payout.returnId(),
                payout.createdAt(),
                payout.sentAt(),
                payout.endedAt());
        return new Event(type, payout.payerUser(), payout.id() + ":" + type, now, EventJson.write(body));
    }
}
