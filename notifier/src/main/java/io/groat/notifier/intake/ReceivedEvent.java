package io.groat.notifier.intake;

import io.groat.event.DisputeEvent;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.FraudScoreCalculated;
import io.groat.event.HoldEvent;
import io.groat.event.OrderEvent;
import io.groat.event.PaymentEvent;
import io.groat.event.PayoutEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event with its body, where it is one of those that matter here.
 *
 * @param payment of payment_events
 * @param hold of the events of a hold
 * @param score of FraudScoreCalculated
 * @param order of the events of an order
 * @param payout of the events of a payout
 * @param dispute of the events of a dispute
 */
public record ReceivedEvent(
        Event event,
        @Nullable PaymentEvent payment,
        @Nullable HoldEvent hold,
        @Nullable FraudScoreCalculated score,
        @Nullable OrderEvent order,
        @Nullable PayoutEvent payout,
        @Nullable DisputeEvent dispute) {

    /** One whose body nobody asks for. */
    public static ReceivedEvent unread(Event event) {
        return new ReceivedEvent(event, null, null, null, null, null, null);
    }

    /** @throws IllegalArgumentException when its body can't be read */
    public static ReceivedEvent of(Event event) {
        return switch (event.type()) {
            case PaymentInitiated, PaymentCompleted, PaymentFailed, PaymentCancelled ->
                of(event, EventJson.read(event.data(), PaymentEvent.class));
            case HoldAuthorized, HoldExpiring, HoldVoided, HoldExpired ->
                of(event, EventJson.read(event.data(), HoldEvent.class));
            case FraudScoreCalculated -> of(event, EventJson.read(event.data(), FraudScoreCalculated.class));
            case OrderCreated, OrderAttemptFailed, OrderCredited, OrderFailed, OrderExpired ->
                of(event, EventJson.read(event.data(), OrderEvent.class));
            case PayoutCreated, PayoutSent, PayoutSettled, PayoutFailed, PayoutReturned ->
                of(event, EventJson.read(event.data(), PayoutEvent.class));
            case DisputeOpened, DisputeResponseNeeded, DisputeResponseDue, DisputeAnswered, DisputeWon, DisputeLost ->
                of(event, EventJson.read(event.data(), DisputeEvent.class));
            default -> unread(event);
        };
    }

    private static ReceivedEvent of(Event event, Object body) {
        return new ReceivedEvent(
                event,
                body instanceof PaymentEvent payment ? payment : null,
                body instanceof HoldEvent hold ? hold : null,
                body instanceof FraudScoreCalculated score ? score : null,
                body instanceof OrderEvent order ? order : null,
                body instanceof PayoutEvent payout ? payout : null,
                body instanceof DisputeEvent dispute ? dispute : null);
    }
}
