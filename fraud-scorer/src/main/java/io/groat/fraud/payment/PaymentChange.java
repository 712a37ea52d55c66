package io.groat.fraud.payment;

import io.groat.event.DisputeEvent;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.HoldEvent;
import io.groat.event.OrderEvent;
import io.groat.event.PaymentEvent;
import io.groat.event.PaymentLabelled;
import io.groat.streams.RecordFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an event of payment_events tells. */
public sealed interface PaymentChange {

    /**
     * That a payment has gone through changes nothing that is known of its payer; and money that comes in from a source, or
     * goes out by one, is no payment between users. What a payer knows of money that came in is told by its order. A hold is scored when it is made, and its captures are not; of these,
     * and of what is given back, payees' features tell.
     */
    RecordFilter CONCERNING = RecordFilter.of(
                    EventType.PaymentInitiated,
                    EventType.PaymentFailed,
                    EventType.PaymentCancelled,
                    EventType.HoldAuthorized,
                    EventType.HoldVoided,
                    EventType.HoldExpired,
                    EventType.OrderCredited,
                    EventType.OrderFailed,
                    EventType.OrderAttemptFailed,
                    EventType.DisputeLost,
                    EventType.PaymentLabelled)
            .only(Event.KIND, PaymentEvent.TRANSFER)
            .also(EventType.PaymentInitiated, Event.KIND, PaymentEvent.CAPTURE)
            .also(EventType.PaymentCompleted, Event.KIND, PaymentEvent.REFUND, PaymentEvent.REVERSAL);

    /** The payer, or whose wallet it is, whose events come in order. */
    String payer();

    record Made(Payment payment) implements PaymentChange {
        @Override
        public String payer() {
            return payment.payer();
        }
    }

    /**
     * A payment has come to its end.
     *
     * @param failed whether the money stayed with, or came back to, the payer
     * @param cancelled whether that was since it was held and never let go
     */
    record Ended(UUID paymentId, String payer, @Nullable String payee, boolean failed, boolean cancelled)
            implements PaymentChange {}

    /**
     * Someone who was paid has given something back, or it was taken back.
     *
     * @param payer who has: the payee of what is given back
     * @param amount in major units
     */
    record GivenBack(UUID movementId, String payer, double amount, Instant at) implements PaymentChange {}

    /**
     * A payee takes what was reserved, or a part of it.
     *
     * @param payer whose money was reserved
     * @param after how long it was
     */
    record Captured(UUID movementId, String payer, String payee, Duration after, Instant at) implements PaymentChange {}

    /**
     * Money from outside has come to a wallet.
     *
     * @param payer whose wallet it is
     * @param amount in major units
     * @param instrument the card or account that paid; null where its gateway does not tell
     * @param instrumentSeenAt when that first paid for a wallet of this user
     */
    record ToppedUp(
            UUID orderId,
            String payer,
            double amount,
            Instant at,
            @Nullable String instrument,
            @Nullable Instant instrumentSeenAt)
            implements PaymentChange {}

    /**
     * A payment, or a top-up of the payer's, was found to be a fraud, or to be none.
     *
     * @param payee null where nobody was paid
     */
    record Labelled(UUID paymentId, String payer, @Nullable String payee, boolean fraud, Instant knownAt)
            implements PaymentChange {}

    /**
     * Money from outside, or an attempt to pay it, did not come.
     *
     * @param id the event's, the same however often it is told
     * @param payer whose wallet it was for
     */
    record TopUpFailed(String id, String payer, Instant at) implements PaymentChange {}

    /** Something that is no payment between users happened to the money; of an older router, whose events don't say it. */
    record Other(String payer) implements PaymentChange {}

    /**
     * Reads an event.
     *
     * @throws IllegalArgumentException when it is not one of a payment, with the reason
     */
    static PaymentChange of(Event event) {
        return switch (event.type()) {
            case PaymentInitiated, PaymentCompleted, PaymentFailed, PaymentCancelled ->
                of(event.type(), EventJson.read(event.data(), PaymentEvent.class));
            case HoldAuthorized -> authorized(EventJson.read(event.data(), HoldEvent.class));
            case HoldVoided, HoldExpired -> letGo(EventJson.read(event.data(), HoldEvent.class));
            case PaymentLabelled -> labelled(EventJson.read(event.data(), PaymentLabelled.class));
            case DisputeLost -> lost(event, EventJson.read(event.data(), DisputeEvent.class));
            case OrderCredited, OrderFailed, OrderAttemptFailed ->
                topUp(event, EventJson.read(event.data(), OrderEvent.class));
            default -> throw new IllegalArgumentException(event.type() + " is not an event of a payment");
        };
    }

    private static PaymentChange of(EventType type, PaymentEvent body) {
        require(body);
        if (!body.kind().equals(PaymentEvent.TRANSFER)) {
            return ofOtherKind(type, body);
        }
        return type == EventType.PaymentInitiated ? made(body) : ended(type, body);
    }

    private static PaymentChange labelled(PaymentLabelled body) {
        try {
            Objects.requireNonNull(body.paymentId(), "paymentId");
            Objects.requireNonNull(body.payerUser(), "payerUser");
            Objects.requireNonNull(body.at(), "at");
        } catch (NullPointerException missing) {
            throw new IllegalArgumentException("no " + missing.getMessage(), missing);
        }
        return new Labelled(body.paymentId(), body.payerUser(), body.payeeUser(), body.fraud(), body.at());
    }

    /** Money with which a wallet was topped up was not its user's to give. */
    private static PaymentChange lost(Event event, DisputeEvent body) {
        if (body.disputeId() == null || body.payeeUser() == null) {
            throw new IllegalArgumentException("no disputeId or payeeUser");
        }
        return new Labelled(body.disputeId(), body.payeeUser(), null, true, event.time());
    }

    private static PaymentChange topUp(Event event, OrderEvent body) {
        require(body);
        return event.type() == EventType.OrderCredited
                ? new ToppedUp(
                        body.orderId(),
                        body.payeeUser(),
                        Amounts.major(body.amount(), body.currency()),
                        event.time(),
                        body.instrument(),
                        body.instrumentSeenAt())
                : new TopUpFailed(event.id(), body.payeeUser(), event.time());
    }

    private static PaymentChange ofOtherKind(EventType type, PaymentEvent body) {
        boolean givesBack =
                body.kind().equals(PaymentEvent.REFUND) || body.kind().equals(PaymentEvent.REVERSAL);
        // A gateway that sends money back is nobody whose habits are known.
        boolean ofUser = !body.payerUser().startsWith(PaymentEvent.SOURCE);
        if (givesBack && ofUser && type == EventType.PaymentCompleted) {
            Instant at = body.completedAt() == null ? body.createdAt() : body.completedAt();
            return new GivenBack(
                    body.transferId(), body.payerUser(), Amounts.major(body.amount(), body.currency()), at);
        }
        Instant reserved = body.parentCreatedAt();
        String payee = body.payeeUser();
        return type == EventType.PaymentInitiated
                        && body.kind().equals(PaymentEvent.CAPTURE)
                        && reserved != null
                        && payee != null
                ? new Captured(
                        body.transferId(),
                        body.payerUser(),
                        payee,
                        Duration.between(reserved, body.createdAt()),
                        body.createdAt())
                : new Other(body.payerUser());
    }

    private static PaymentChange made(PaymentEvent body) {
        if (body.amount() < 0) {
            throw new IllegalArgumentException("a payment of less than nothing");
        }
        boolean held = "HELD".equals(body.status());
        Long after = body.payerBalanceAfter();
        // Held money is still on the account.
        Long before = after == null ? null : (Long) (held ? after : after + body.amount());
        return new Made(new Payment(
                body.transferId(),
                body.payerUser(),
                body.payeeUser(),
                body.amount(),
                body.currency(),
                held,
                body.createdAt(),
                before,
                body.payerAccountOpenedAt()));
    }

    private static PaymentChange ended(EventType type, PaymentEvent body) {
        return new Ended(
                body.transferId(),
                body.payerUser(),
                body.payeeUser(),
                type != EventType.PaymentCompleted,
                type == EventType.PaymentCancelled);
    }

    /** Money that is reserved is still on the account. */
    private static PaymentChange authorized(HoldEvent body) {
        require(body);
        return new Made(new Payment(
                        body.holdId(),
                        body.payerUser(),
                        body.payeeUser(),
                        body.amount(),
                        body.currency(),
                        "UNDER_REVIEW".equals(body.status()),
                        body.createdAt(),
                        body.payerBalanceAfter(),
                        body.payerAccountOpenedAt())
                .reservedUntil(body.expiresAt()));
    }

    /** One of which something was captured was a payment after all. */
    private static PaymentChange letGo(HoldEvent body) {
        require(body);
        return body.captured() > 0
                ? new Other(body.payerUser())
                : new Ended(body.holdId(), body.payerUser(), body.payeeUser(), true, body.reason() != null);
    }

    private static void require(OrderEvent body) {
        try {
            Objects.requireNonNull(body.orderId(), "orderId");
            Objects.requireNonNull(body.payeeUser(), "payeeUser");
            Objects.requireNonNull(body.currency(), "currency");
        } catch (NullPointerException missing) {
            throw new IllegalArgumentException("no " + missing.getMessage(), missing);
        }
        if (body.amount() < 0) {
            throw new IllegalArgumentException("an order of less than nothing");
        }
    }

    private static void require(HoldEvent body) {
        try {
            Objects.requireNonNull(body.holdId(), "holdId");
            Objects.requireNonNull(body.payerUser(), "payerUser");
            Objects.requireNonNull(body.currency(), "currency");
            Objects.requireNonNull(body.createdAt(), "createdAt");
        } catch (NullPointerException missing) {
            throw new IllegalArgumentException("no " + missing.getMessage(), missing);
        }
        if (body.amount() < 0) {
            throw new IllegalArgumentException("a hold of less than nothing");
        }
    }

    /** JSON can lack what the type promises. */
    private static void require(PaymentEvent body) {
        try {
            Objects.requireNonNull(body.transferId(), "transferId");
            Objects.requireNonNull(body.payerUser(), "payerUser");
            Objects.requireNonNull(body.currency(), "currency");
            Objects.requireNonNull(body.createdAt(), "createdAt");
        } catch (NullPointerException missing) {
            throw new IllegalArgumentException("no " + missing.getMessage(), missing);
        }
    }
}
