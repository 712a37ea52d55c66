package io.groat.router.risk;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.FraudDecision;
import io.groat.event.FraudScoreCalculated;
import io.groat.event.PayerAnswered;
import io.groat.event.ReviewOutcome;
import io.groat.event.ReviewResolved;
import io.groat.event.TransactionBlocked;
import io.groat.shard.SlottedId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an event decides about a transfer, if it is held, or a hold, if it is under review.
 *
 * <pre>
 * event                             then
 * FraudScoreCalculated, allow       let go
 * FraudScoreCalculated, otherwise   wait
 * TransactionBlocked                cancel
 * ReviewResolved, approved          let go
 * ReviewResolved, blocked           cancel
 * PayerAnswered                     what the notifier's policy made of the answer
 * </pre>
 *
 * @param eventId of the event that says so
 * @param letGo whether the money goes on; otherwise it goes back
 */
record HoldDecision(String eventId, UUID transferId, boolean letGo) {

    /**
     * Reads an event; null when it decides nothing.
     *
     * @throws IllegalArgumentException when it can't be read, or is about no transfer
     */
    static @Nullable HoldDecision of(Event event) {
        return switch (event.type()) {
            case FraudScoreCalculated -> {
                FraudScoreCalculated scored = EventJson.read(event.data(), FraudScoreCalculated.class);
                yield scored.decision() == FraudDecision.allow ? of(event, scored.paymentId(), true) : null;
            }
            case TransactionBlocked ->
                of(event, EventJson.read(event.data(), TransactionBlocked.class).paymentId(), false);
            case ReviewResolved -> {
                ReviewResolved resolved = EventJson.read(event.data(), ReviewResolved.class);
                yield of(event, resolved.paymentId(), resolved.outcome() == ReviewOutcome.approved);
            }
            case PayerAnswered -> {
                PayerAnswered answered = EventJson.read(event.data(), PayerAnswered.class);
                yield switch (answered.consequence()) {
                    case release -> of(event, answered.paymentId(), true);
                    case cancel -> of(event, answered.paymentId(), false);
                    case none -> null;
                };
            }
            default -> null;
        };
    }

    private static HoldDecision of(Event event, UUID transferId, boolean letGo) {
        if (!SlottedId.is(SlottedId.Kind.TRANSFER, transferId) && !SlottedId.is(SlottedId.Kind.HOLD, transferId)) {
            throw new IllegalArgumentException(transferId + " is not a transfer's id, and not a hold's");
        }
        return new HoldDecision(event.id(), transferId, letGo);
    }
}
