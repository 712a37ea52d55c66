package io.groat.analytics;

import io.groat.event.DisputeEvent;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import io.groat.event.FraudScoreCalculated;
import io.groat.event.HoldEvent;
import io.groat.event.ManualReviewRequired;
import io.groat.event.NotificationOutcome;
import io.groat.event.OrderEvent;
import io.groat.event.PaymentEvent;
import io.groat.event.PaymentFees;
import io.groat.event.PayoutEvent;
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

    /** An order of money from outside, in EUR, made at that moment; a step of it some milliseconds later. */
    public record Order(UUID id, @Nullable String gateway, String method, long amount, Instant at) {

        public static Order of(@Nullable String gateway, String method, long amount, Instant at) {
            return new Order(paymentId(at), gateway, method, amount, at);
        }

        public Event created() {
            return event(EventType.OrderCreated, "CREATED", null, null, 0);
        }

        public Event attemptFailed(int attempt, long afterMillis) {
            Event event = event(EventType.OrderAttemptFailed, "PENDING", "declined", null, afterMillis);
            return new Event(event.type(), event.key(), event.id() + ":" + attempt, event.time(), event.data());
        }

        /** @param tookMillis since the gateway had the money */
        public Event credited(long tookMillis) {
            return event(EventType.OrderCredited, "CREDITED", null, at, tookMillis);
        }

        public Event failed(long afterMillis) {
            return event(EventType.OrderFailed, "FAILED", "declined", null, afterMillis);
        }

        public Event expired(long afterMillis) {
            return event(EventType.OrderExpired, "EXPIRED", null, null, afterMillis);
        }

        private Event event(
                EventType type, String status, @Nullable String reason, @Nullable Instant paidAt, long afterMillis) {
            Instant when = at.plusMillis(afterMillis);
            OrderEvent body = new OrderEvent(
                    id,
                    status,
                    reason,
                    "alice",
                    uuid("alice"),
                    amount,
                    "EUR",
                    method,
                    gateway,
                    null,
                    paidAt == null ? null : uuid(id + "m"),
                    null,
                    null,
                    0,
                    at,
                    at.plusSeconds(900),
                    paidAt,
                    type == EventType.OrderCreated || type == EventType.OrderAttemptFailed ? null : when);
            return AnalyticsEvents.event(type, "alice", id, when, body);
        }
    }

    /** A payout of alice's in EUR, or a refund of an order to where it was paid from. */
    public static Event payout(
            EventType type,
            UUID id,
            @Nullable UUID order,
            String gateway,
            long amount,
            Instant sentAt,
            long tookMillis) {
        Instant when = type == EventType.PayoutCreated ? sentAt : sentAt.plusMillis(tookMillis);
        PayoutEvent body = new PayoutEvent(
                id,
                type.name().substring("Payout".length()).toUpperCase(Locale.ROOT),
                null,
                "alice",
                uuid("alice"),
                amount,
                "EUR",
                gateway,
                "****1234",
                order == null ? uuid(id + "d") : null,
                order,
                null,
                uuid(id + "m"),
                null,
                sentAt,
                type == EventType.PayoutCreated ? null : sentAt,
                type == EventType.PayoutCreated || type == EventType.PayoutSent ? null : when);
        return event(type, "alice", id, when, body);
    }

    /** A dispute of an order of alice's, in EUR. */
    public static Event dispute(EventType type, UUID id, String gateway, long amount, Instant at) {
        DisputeEvent body = new DisputeEvent(
                id,
                type.name().substring("Dispute".length()).toUpperCase(Locale.ROOT),
                "fraudulent",
                gateway,
                uuid(id + "o"),
                "alice",
                amount,
                "EUR",
                null,
                0,
                null,
                at,
                type == EventType.DisputeWon || type == EventType.DisputeLost ? at : null);
        return event(type, "alice", id, at, body);
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
