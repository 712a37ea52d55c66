package io.groat.notifier.intake;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.FraudScoreCalculated;
import io.groat.event.HoldEvent;
import io.groat.event.PaymentEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event with its body, where it is one of those that matter here.
 *
 * @param payment of payment_events
 * @param hold of the events of a hold
 * @param score of FraudScoreCalculated
 */
public record ReceivedEvent(
        Event event,
        @Nullable PaymentEvent payment,
        @Nullable HoldEvent hold,
        @Nullable FraudScoreCalculated score) {

    /** One whose body nobody asks for. */
    public static ReceivedEvent unread(Event event) {
        return new ReceivedEvent(event, null, null, null);
    }

    /** @throws IllegalArgumentException when its body can't be read */
    public static ReceivedEvent of(Event event) {
        return switch (event.type()) {
            case PaymentInitiated, PaymentCompleted, PaymentFailed, PaymentCancelled ->
                new ReceivedEvent(event, EventJson.read(event.data(), PaymentEvent.class), null, null);
            case HoldAuthorized, HoldExpiring, HoldVoided, HoldExpired ->
                new ReceivedEvent(event, null, EventJson.read(event.data(), HoldEvent.class), null);
            case FraudScoreCalculated ->
                new ReceivedEvent(event, null, null, EventJson.read(event.data(), FraudScoreCalculated.class));
            default -> unread(event);
        };
    }
}
