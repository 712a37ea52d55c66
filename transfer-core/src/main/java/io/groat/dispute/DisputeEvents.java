package io.groat.dispute;

import io.groat.event.DisputeEvent;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import java.time.Instant;
import java.util.List;

/**
 * What the changes of a dispute tell. What may happen again has the dispute's version in its id, for each change has one of
 * its own.
 *
 * <pre>
 * DisputeOpened          it was heard of first
 * DisputeResponseNeeded  the bank wants the money back, and waits for an answer; may come again
 * DisputeResponseDue     the deadline comes near; may come again
 * DisputeAnswered        the answer is with the bank; may come again
 * DisputeWon, DisputeLost
 * </pre>
 */
final class DisputeEvents {

    private DisputeEvents() {}

    static List<Event> opened(Dispute dispute, Instant now) {
        return List.of(event(EventType.DisputeOpened, "", dispute, now));
    }

    static List<Event> of(Dispute known, Dispute next, Instant now) {
        if (known.status() == next.status()) {
            return List.of();
        }
        String again = ":" + next.version();
        return switch (next.status()) {
            case INQUIRY -> List.of();
            case NEEDS_RESPONSE -> List.of(event(EventType.DisputeResponseNeeded, again, next, now));
            case UNDER_REVIEW -> List.of(event(EventType.DisputeAnswered, again, next, now));
            case WON -> List.of(event(EventType.DisputeWon, "", next, now));
            case LOST -> List.of(event(EventType.DisputeLost, "", next, now));
        };
    }

    static List<Event> due(Dispute next, Instant now) {
        return List.of(event(EventType.DisputeResponseDue, ":" + next.version(), next, now));
    }

    private static Event event(EventType type, String occasion, Dispute dispute, Instant now) {
        Dispute.TakenFrom from = dispute.takenFrom();
        DisputeEvent body = new DisputeEvent(
                dispute.id(),
                dispute.status().name(),
                dispute.reason(),
                dispute.gateway(),
                dispute.orderId(),
                dispute.payeeUser(),
                dispute.amountMinor(),
                dispute.currency().code(),
                from == null ? null : from.name(),
                dispute.takenMinor(),
                dispute.respondBy(),
                dispute.createdAt(),
                dispute.endedAt());
        return new Event(type, dispute.payeeUser(), dispute.id() + ":" + type + occasion, now, EventJson.write(body));
    }
}
