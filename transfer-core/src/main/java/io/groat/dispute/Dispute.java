package io.groat.dispute;

import io.groat.money.CurrencyCode;
import io.groat.order.GatewayPayment;
import io.groat.order.Order;
import io.groat.shard.SlottedId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment that its payer's bank wants back. It stands on the shard of the order that was paid, and changes by its version.
 *
 * @param paymentId what the gateway calls the payment
 * @param amountMinor minor units: what is wanted back
 * @param reason in the gateway's words
 * @param respondBy until when an answer is taken; null where none is
 * @param takenFrom whose money has moved out; null while none has
 * @param takenMinor how much has moved out
 * @param movementId by which it has moved out; null while none has, or nothing was left to take
 * @param backId by which it is back; null while it is not
 * @param lookAt when its gateway is asked next; null for never
 * @param remindAt when its deadline is told of next; null for never
 */
public record Dispute(
        UUID id,
        int version,
        String gateway,
        String providerId,
        UUID orderId,
        String paymentId,
        String payeeUser,
        long amountMinor,
        CurrencyCode currency,
        String reason,
        DisputeStatus status,
        @Nullable Instant respondBy,
        @Nullable TakenFrom takenFrom,
        long takenMinor,
        @Nullable UUID movementId,
        @Nullable UUID backId,
        Instant createdAt,
        @Nullable Instant lookAt,
        @Nullable Instant endedAt,
        @Nullable Instant remindAt) {

    private static final Duration PAUSE = Duration.ofHours(1);
    private static final int LONGEST_REASON = 60;

    /** Whose money has moved out. */
    public enum TakenFrom {
        /** Who was paid by it. */
        PAYEE,
        /** Nobody's: they have not enough, and a person has to decide who bears it. */
        SUSPENSE,
        /** It had gone back before, all of it. */
        NOBODY
    }

    /** One that nobody knew. */
    public static Dispute begin(Order order, GatewayPayment payment, DisputeGateway.Seen seen, Instant now) {
        String reason = seen.reason();
        return new Dispute(
                SlottedId.create(SlottedId.Kind.DISPUTE, SlottedId.slotOf(order.id()), now),
                1,
                payment.gateway(),
                seen.providerId(),
                order.id(),
                payment.paymentId(),
                order.payeeUser(),
                Math.min(seen.amountMinor(), payment.amountMinor()),
                payment.currency(),
                reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason,
                DisputeStatus.INQUIRY,
                null,
                null,
                0,
                null,
                null,
                now,
                now.plus(PAUSE),
                null,
                null);
    }

    /** Once its money has moved out, or nothing was left to take. */
    public Dispute taken(TakenFrom from, long minor, @Nullable UUID movement) {
        return with(status, respondBy, from, minor, movement, backId, lookAt, endedAt, remindAt);
    }

    /** Once its money is back. */
    public Dispute back(UUID movement) {
        return with(status, respondBy, takenFrom, takenMinor, movementId, movement, lookAt, endedAt, remindAt);
    }

    /** As its gateway tells it. */
    public Dispute become(DisputeStatus next, @Nullable Instant answerBy, Reminders reminders, Instant now) {
        boolean ends = next.isFinal();
        return with(
                status.become(next),
                answerBy,
                takenFrom,
                takenMinor,
                movementId,
                backId,
                ends ? null : now.plus(PAUSE),
                ends && endedAt == null ? now : endedAt,
                nextReminder(next, answerBy, reminders, now));
    }

    /** What was to be told of a deadline that stays is told. */
    private @Nullable Instant nextReminder(
            DisputeStatus next, @Nullable Instant answerBy, Reminders reminders, Instant now) {
        if (next != DisputeStatus.NEEDS_RESPONSE || answerBy == null) {
            return null;
        }
        boolean stays = next == status && answerBy.equals(respondBy) && remindAt != null;
        return stays ? remindAt : reminders.next(answerBy, now);
    }

    /** Once it was told that its deadline comes near; of reminders that were missed the last is enough. */
    public Dispute reminded(Reminders reminders, Instant now) {
        Instant next = respondBy == null ? null : reminders.next(respondBy, now);
        return with(status, respondBy, takenFrom, takenMinor, movementId, backId, lookAt, endedAt, next);
    }

    /** Whether an answer is still taken. */
    public boolean awaitsAnswer(Instant now) {
        return status == DisputeStatus.NEEDS_RESPONSE && respondBy != null && respondBy.isAfter(now);
    }

    private Dispute with(
            DisputeStatus next,
            @Nullable Instant answerBy,
            @Nullable TakenFrom from,
            long minor,
            @Nullable UUID movement,
            @Nullable UUID back,
            @Nullable Instant look,
            @Nullable Instant ended,
            @Nullable Instant remind) {
        return new Dispute(
                id,
                version + 1,
                gateway,
                providerId,
                orderId,
                paymentId,
                payeeUser,
                amountMinor,
                currency,
                reason,
                next,
                answerBy,
                from,
                minor,
                movement,
                back,
                createdAt,
                look,
                ended,
                remind);
    }
}
