package io.groat.analytics.event;

import io.groat.analytics.event.CountedEvent.Effect;
import io.groat.analytics.figure.Cell;
import io.groat.analytics.figure.GlobalCount;
import io.groat.analytics.figure.Movement;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import io.groat.event.FraudScoreCalculated;
import io.groat.event.HoldEvent;
import io.groat.event.ManualReviewRequired;
import io.groat.event.NotificationOutcome;
import io.groat.event.PayerAnswered;
import io.groat.event.PaymentEvent;
import io.groat.event.PaymentFees;
import io.groat.event.ReviewOutcome;
import io.groat.event.ReviewResolved;
import io.groat.event.TransactionBlocked;
import io.groat.event.UserCreated;
import io.groat.streams.CloudEvents;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes events of records. What it throws, IllegalArgumentException, is the reason in the dead letters. */
public final class CountedEventReader {

    private static final String NO_REASON = "UNKNOWN";
    private static final int LONGEST_NAME = 512;

    /**
     * What is counted of a PaymentEvent: to read the ids of accounts and the times that nobody here looks at takes three
     * times as long.
     */
    private record Payment(
            @Nullable String transferId,
            @Nullable String kind,
            @Nullable String status,
            @Nullable String reason,
            @Nullable String payerUser,
            @Nullable String payeeUser,
            long amount,
            @Nullable String currency,
            boolean crossShard,
            int payerShard,
            @Nullable String createdAt,
            @Nullable String completedAt,
            @Nullable PaymentFees fees) {}

    private CountedEventReader() {}

    public static CountedEvent read(ConsumerRecord<String, byte @Nullable []> record) {
        Event event = CloudEvents.read(record);
        if (!event.type().topic().topicName().equals(record.topic())) {
            throw new IllegalArgumentException(event.type() + " does not belong here");
        }
        return switch (event.type()) {
            case PaymentInitiated, PaymentCompleted, PaymentFailed, PaymentCancelled -> payment(event);
            case HoldAuthorized, HoldExpiring, HoldVoided, HoldExpired -> hold(event);
            case FraudScoreCalculated, TransactionBlocked, ManualReviewRequired, ReviewResolved -> fraud(event);
            case UserCreated -> user(event);
            case EmailSent, EmailFailed -> notification(event, "email");
            case SMSSent, SMSFailed -> notification(event, "sms");
            case PushNotificationSent, PushNotificationFailed -> notification(event, "push");
            case PayerAnswered -> answer(event);
            // Balances are asked of the shards and health of the services, where they are exact at any moment.
            case BalanceUpdated, SystemHealthCheck, PaymentLabelled -> occurrence(event, null, Effect.NONE);
            case OrderCreated, OrderAttemptFailed, OrderCredited, OrderFailed, OrderExpired ->
                GatewayEventReader.order(event);
            case PayoutCreated, PayoutSent, PayoutSettled, PayoutFailed, PayoutReturned ->
                GatewayEventReader.payout(event);
            case DisputeOpened, DisputeResponseNeeded, DisputeResponseDue, DisputeAnswered, DisputeWon, DisputeLost ->
                GatewayEventReader.dispute(event);
        };
    }

    private static CountedEvent hold(Event event) {
        HoldEvent body = EventJson.read(event.data(), HoldEvent.class);
        Movement movement = new Movement(Movement.HOLD, requireCurrency(body.currency()));
        return occurrence(
                event,
                require(body.holdId(), "holdId"),
                event.type() == EventType.HoldAuthorized
                        ? (figures, context) -> figures.moved(movement, body.amount())
                        : Effect.NONE);
    }

    private static CountedEvent payment(Event event) {
        Payment body = EventJson.read(event.data(), Payment.class);
        String payer = requireName(body.payerUser(), "payerUser");
        Cell cell = new Cell(requireShard(body.payerShard()), requireCurrency(body.currency()));
        if (body.amount() < 0) {
            throw new IllegalArgumentException("amount is below zero");
        }
        String kind = body.kind() == null ? PaymentEvent.TRANSFER : requireName(body.kind(), "kind");
        if (!kind.equals(PaymentEvent.TRANSFER)) {
            return occurrence(
                    event,
                    requirePayment(body.transferId()),
                    withFees(event, body, movement(event.type(), kind, body)));
        }
        String reason = body.reason() == null ? NO_REASON : requireName(body.reason(), "reason");
        Effect effect = switch (event.type()) {
            case PaymentInitiated ->
                (figures, context) ->
                        figures.initiated(cell, body.amount(), body.crossShard(), "HELD".equals(body.status()), payer);
            case PaymentCompleted -> completed(body, cell);
            case PaymentFailed -> (figures, context) -> figures.failed(cell, body.crossShard(), reason);
            default -> (figures, context) -> figures.cancelled(cell, body.crossShard(), reason);
        };
        return occurrence(event, requirePayment(body.transferId()), withFees(event, body, effect));
    }

    /** What a movement cost, or gave back of that, is counted once it has come about. */
    private static Effect withFees(Event event, Payment body, Effect effect) {
        PaymentFees fees = body.fees();
        if (fees == null || event.type() != EventType.PaymentCompleted) {
            return effect;
        }
        long costs = requireFee(Math.addExact(requireFee(fees.payer()), requireFee(fees.payee())));
        long back = requireFee(Math.addExact(requireFee(fees.payerBack()), requireFee(fees.payeeBack())));
        String currency = requireCurrency(body.currency());
        return (figures, context) -> {
            effect.on(figures, context);
            if (costs > 0) {
                figures.moved(new Movement(Movement.FEE, currency), costs);
            }
            if (back > 0) {
                figures.moved(new Movement(Movement.FEE_RETURN, currency), back);
            }
        };
    }

    private static long requireFee(long minor) {
        if (minor < 0) {
            throw new IllegalArgumentException("a fee is below zero");
        }
        return minor;
    }

    /** Counted once it has come about. */
    private static Effect movement(EventType type, String kind, Payment body) {
        Movement movement = new Movement(kind, requireCurrency(body.currency()));
        return type == EventType.PaymentCompleted
                ? (figures, context) -> figures.moved(movement, body.amount())
                : Effect.NONE;
    }

    private static Effect completed(Payment body, Cell cell) {
        if (body.completedAt() == null || body.createdAt() == null) {
            throw new IllegalArgumentException("no createdAt or completedAt");
        }
        long took = Math.max(0, ChronoUnit.MICROS.between(time(body.createdAt()), time(body.completedAt())));
        return (figures, context) -> figures.completed(cell, body.amount(), body.crossShard(), took, body.payeeUser());
    }

    private static CountedEvent fraud(Event event) {
        return switch (event.type()) {
            case FraudScoreCalculated -> {
                FraudScoreCalculated body = EventJson.read(event.data(), FraudScoreCalculated.class);
                boolean allowed = body.decision() == FraudDecision.allow;
                yield occurrence(event, require(body.paymentId(), "paymentId"), (figures, context) -> {
                    figures.tally(GlobalCount.FRAUD_SCORED);
                    if (allowed) {
                        figures.tally(GlobalCount.FRAUD_ALLOWED);
                    }
                });
            }
            case TransactionBlocked ->
                occurrence(
                        event,
                        require(
                                EventJson.read(event.data(), TransactionBlocked.class)
                                        .paymentId(),
                                "paymentId"),
                        (figures, context) -> figures.tally(GlobalCount.FRAUD_BLOCKED));
            case ManualReviewRequired ->
                occurrence(
                        event,
                        require(
                                EventJson.read(event.data(), ManualReviewRequired.class)
                                        .paymentId(),
                                "paymentId"),
                        (figures, context) -> figures.tally(GlobalCount.FRAUD_REVIEW_REQUIRED));
            default -> {
                ReviewResolved body = EventJson.read(event.data(), ReviewResolved.class);
                boolean approved = body.outcome() == ReviewOutcome.approved;
                yield occurrence(event, require(body.paymentId(), "paymentId"), (figures, context) -> {
                    figures.tally(approved ? GlobalCount.FRAUD_REVIEW_APPROVED : GlobalCount.FRAUD_REVIEW_BLOCKED);
                    if (context.reviewAskedAt() != null) {
                        figures.reviewTook(
                                Math.max(0, ChronoUnit.MILLIS.between(context.reviewAskedAt(), event.time())));
                    }
                });
            }
        };
    }

    private static CountedEvent answer(Event event) {
        PayerAnswered body = EventJson.read(event.data(), PayerAnswered.class);
        return occurrence(event, require(body.paymentId(), "paymentId"), Effect.NONE);
    }

    private static CountedEvent user(Event event) {
        UserCreated body = EventJson.read(event.data(), UserCreated.class);
        return occurrence(
                event,
                "user:" + requireName(body.userId(), "userId"),
                (figures, context) -> figures.tally(GlobalCount.USERS_CREATED));
    }

    private static CountedEvent notification(Event event, String channel) {
        NotificationOutcome body = EventJson.read(event.data(), NotificationOutcome.class);
        boolean sent = event.type().name().endsWith("Sent");
        UUID subject = body.paymentId() == null ? require(body.notificationId(), "notificationId") : body.paymentId();
        return occurrence(event, subject, (figures, context) -> figures.notified(channel, sent));
    }

    static CountedEvent occurrence(Event event, @Nullable Object subject, Effect effect) {
        requireName(event.id(), "ce_id");
        return new CountedEvent(
                subject == null ? null : subject.toString(),
                event.type().name(),
                event.id(),
                event.time(),
                event.data(),
                effect);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("no time: " + text, unreadable);
        }
    }

    /** As text: it is kept as such. */
    private static String requirePayment(@Nullable String id) {
        if (id == null) {
            throw new IllegalArgumentException("no transferId");
        }
        try {
            return UUID.fromString(id).toString();
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("no transferId: " + id, unreadable);
        }
    }

    static UUID require(@Nullable UUID id, String field) {
        return Objects.requireNonNullElseGet(id, () -> {
            throw new IllegalArgumentException("no " + field);
        });
    }

    static String requireName(@Nullable String name, String field) {
        if (name == null || name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(field + " is missing or too long");
        }
        return name;
    }

    private static int requireShard(int shard) {
        if (shard < 0 || shard > Short.MAX_VALUE) {
            throw new IllegalArgumentException("there is no shard " + shard);
        }
        return shard;
    }

    static String requireCurrency(@Nullable String code) {
        try {
            return Currency.getInstance(code == null ? "" : code).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("there is no currency " + code, unknown);
        }
    }
}
