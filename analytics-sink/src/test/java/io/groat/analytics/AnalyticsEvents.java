package io.groat.analytics;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import io.groat.event.FraudScoreCalculated;
import io.groat.event.HoldEvent;
import io.groat.event.ManualReviewRequired;
import io.groat.event.NotificationOutcome;
import io.groat.event.PaymentEvent;
import io.groat.event.PaymentFees;
import io.groat.event.ReviewOutcome;
import io.groat.event.ReviewResolved;
import io.groat.event.TransactionBlocked;
import io.groat.event.UserCreated;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events as the other services write them. */
public final class AnalyticsEvents {

    private AnalyticsEvents() {}

    /** A payment under test. */
    public record Payment(
            UUID id,
            String kind,
            String payer,
            String payee,
            long amount,
            String currency,
            int shard,
            int otherShard,
            Instant at,
            @Nullable PaymentFees fees) {

        public static Payment of(String payer, String payee, long amount, Instant at) {
            return new Payment(paymentId(at), PaymentEvent.TRANSFER, payer, payee, amount, "EUR", 1, 2, at, null);
        }

        public static Payment deposit(String payee, long amount, Instant at) {
            return new Payment(
                    paymentId(at), PaymentEvent.DEPOSIT, "funding:bank", payee, amount, "EUR", 1, 1, at, null);
        }

        public static Payment withdrawal(String payer, long amount, Instant at) {
            return new Payment(
                    paymentId(at), PaymentEvent.WITHDRAWAL, payer, "funding:bank", amount, "EUR", 1, 1, at, null);
        }

        /** As a movement of that kind. */
        public Payment as(String other) {
            return new Payment(id, other, payer, payee, amount, currency, shard, otherShard, at, fees);
        }

        public Payment in(String other) {
            return new Payment(id, kind, payer, payee, amount, other, shard, otherShard, at, fees);
        }

        public Payment costing(PaymentFees cost) {
            return new Payment(id, kind, payer, payee, amount, currency, shard, otherShard, at, cost);
        }

        public Payment within(int one) {
            return new Payment(id, kind, payer, payee, amount, currency, one, one, at, fees);
        }

        public Event initiated() {
            return event(EventType.PaymentInitiated, "INITIATED", null, at);
        }

        public Event held() {
            return event(EventType.PaymentInitiated, "HELD", null, at);
        }

        public Event completed(long afterMillis) {
            return event(EventType.PaymentCompleted, "COMPLETED", null, at.plusMillis(afterMillis));
        }

        public Event failed(String reason, long afterMillis) {
            return event(EventType.PaymentFailed, "FAILED", reason, at.plusMillis(afterMillis));
        }

        public Event cancelled(String reason, long afterMillis) {
            return event(EventType.PaymentCancelled, "CANCELLED", reason, at.plusMillis(afterMillis));
        }

        private Event event(EventType type, String status, @Nullable String reason, Instant when) {
            PaymentEvent body = new PaymentEvent(
                    id,
                    kind,
                    null,
                    null,
                    status,
                    reason,
                    payer,
                    uuid(payer),
                    payee,
                    uuid(payee),
                    amount,
                    currency,
                    null,
                    shard != otherShard,
                    shard,
                    otherShard,
                    null,
                    null,
                    at,
                    type == EventType.PaymentInitiated ? null : when,
                    null,
                    fees);
            return AnalyticsEvents.event(type, payer, id, when, body);
        }

        public Event scored(FraudDecision decision, Instant when) {
            return AnalyticsEvents.event(
                    EventType.FraudScoreCalculated,
                    payer,
                    id,
                    when,
                    new FraudScoreCalculated(id, payer, payee, amount, currency, 0.5, decision, List.of(), 1, when));
        }

        public Event blocked(Instant when) {
            return AnalyticsEvents.event(
                    EventType.TransactionBlocked,
                    payer,
                    id,
                    when,
                    new TransactionBlocked(id, payer, 1, "AMOUNT", when));
        }

        public Event reviewRequired(Instant when) {
            return AnalyticsEvents.event(
                    EventType.ManualReviewRequired,
                    payer,
                    id,
                    when,
                    new ManualReviewRequired(id, payer, 0.7, when, when.plusSeconds(600)));
        }

        public Event reviewResolved(ReviewOutcome outcome, Instant when) {
            return AnalyticsEvents.event(
                    EventType.ReviewResolved,
                    payer,
                    id,
                    when,
                    new ReviewResolved(id, payer, outcome, "somebody", null, when));
        }

        public Event notified(EventType type, Instant when) {
            return AnalyticsEvents.event(
                    type, payer, id, when, new NotificationOutcome(uuid(id + "n"), id, payer, "paid", null, when));
        }
    }

    /** A hold of that much, in EUR. */
    public static Event held(String payer, String payee, long amount, Instant at) {
        UUID id = paymentId(at);
        HoldEvent body = new HoldEvent(
                id,
                "AUTHORIZED",
                null,
                payer,
                id,
                payee,
                id,
                amount,
                0,
                0,
                "EUR",
                null,
                1_000L,
                at,
                at.plusSeconds(60),
                at,
                null);
        return event(EventType.HoldAuthorized, payer, id, at, body);
    }

    public static Event userCreated(String user, Instant at) {
        return new Event(
                EventType.UserCreated, user, "user:" + user, at, EventJson.write(new UserCreated(user, 1, at)));
    }

    private static Event event(EventType type, String key, UUID id, Instant at, Object body) {
        return new Event(type, key, id + ":" + type, at, EventJson.write(body));
    }

    /** As the router makes them: version 7, which begins with the time. */
    public static UUID paymentId(Instant at) {
        UUID random = UUID.randomUUID();
        return new UUID(
                (at.toEpochMilli() << 16) | 0x7000 | (random.getMostSignificantBits() & 0xfff),
                random.getLeastSignificantBits());
    }

    private static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    }
}
