package io.groat.payout;

import io.groat.account.AccountRef;
import io.groat.money.CurrencyCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money of a wallet that goes out by a gateway: to a destination of its user, or back to where an order was paid from. It
 * stands on the shard of that wallet, and changes by its version: of two who change it at once one looks again.
 *
 * @param payerRef as the request named the wallet
 * @param amountMinor minor units, above zero
 * @param destinationId null for a refund
 * @param orderId whose payment goes back; null for a payout
 * @param paymentId what the gateway calls that payment; null for a payout
 * @param shown where it goes, as its owner knows it
 * @param gateway that sends it
 * @param providerId what the gateway calls it
 * @param reason why it FAILED, waits, or came back; null otherwise
 * @param sentAt when a gateway was asked to send it
 * @param lookAt when something is to be done about it next; null for never. Of one that FAILED: its money is to be let go
 * @param movementId what has taken its money, or reserved it
 * @param returnId what has brought it back
 */
public record Payout(
        UUID id,
        int version,
        String idempotencyKey,
        String payerUser,
        UUID payerAccount,
        AccountRef payerRef,
        long amountMinor,
        CurrencyCode currency,
        @Nullable UUID destinationId,
        @Nullable UUID orderId,
        @Nullable String paymentId,
        String shown,
        @Nullable String reference,
        String gateway,
        @Nullable String providerId,
        PayoutStatus status,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant lookAt,
        @Nullable Instant endedAt,
        @Nullable UUID movementId,
        @Nullable UUID returnId) {

    private static final Duration SOONEST = Duration.ofSeconds(5);
    private static final Duration LATEST = Duration.ofMinutes(5);

    /** When one that has arrived is asked of once more: it may come back. */
    private static final List<Duration> AFTERWARDS = List.of(
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(3),
            Duration.ofDays(7),
            Duration.ofDays(14));

    /** Whether it goes back to where an order was paid from. */
    public boolean isRefund() {
        return orderId != null;
    }

    /** The first field in which a request under this one's key asks for something else; null when it asks for the same. */
    public @Nullable String firstDifference(Payout asked) {
        if (!Objects.equals(orderId, asked.orderId)) {
            return "order";
        }
        if (!payerAccount.equals(asked.payerAccount)) {
            return "payer";
        }
        if (amountMinor != asked.amountMinor) {
            return "amount";
        }
        if (!currency.equals(asked.currency)) {
            return "currency";
        }
        if (!Objects.equals(destinationId, asked.destinationId)) {
            return "destination";
        }
        return Objects.equals(reference, asked.reference) ? null : "reference";
    }

    /** Once its money is reserved or taken. */
    public Payout reserved(UUID movement, boolean underReview, Instant now) {
        return with(
                providerId,
                underReview ? PayoutStatus.UNDER_REVIEW : PayoutStatus.RESERVED,
                null,
                sentAt,
                underReview ? null : now,
                null,
                movement,
                returnId);
    }

    /** A person has let it go. */
    public Payout approved(Instant now) {
        return with(providerId, PayoutStatus.RESERVED, null, sentAt, now, null, movementId, returnId);
    }

    /** The gateway is asked to send it. */
    public Payout sending(Instant now) {
        return with(providerId, PayoutStatus.SENDING, null, now, now.plus(SOONEST), null, movementId, returnId);
    }

    /** Nothing was sent for sure: it is tried again later. */
    public Payout unsent(String why, Instant now) {
        return with(providerId, PayoutStatus.RESERVED, why, null, later(createdAt, now), null, movementId, returnId);
    }

    /** The gateway has it. */
    public Payout sent(@Nullable String as, Instant now) {
        return with(
                as == null ? providerId : as,
                PayoutStatus.SENT,
                null,
                sentAt,
                later(since(), now),
                null,
                movementId,
                returnId);
    }

    /** It has arrived. */
    public Payout settled(@Nullable String as, Instant now) {
        return with(
                as == null ? providerId : as,
                PayoutStatus.SETTLED,
                null,
                sentAt,
                afterwards(now, now),
                now,
                movementId,
                returnId);
    }

    /** It goes nowhere, for it was called off; its money is still to be let go. */
    public Payout calledOff(String why, Instant now) {
        return with(providerId, PayoutStatus.FAILED, why, sentAt, now, now, movementId, returnId);
    }

    /**
     * It goes nowhere; its money is the payer's again.
     *
     * @param as what the gateway calls it, where it has taken it before; null keeps what is known
     */
    public Payout failed(String why, @Nullable String as, @Nullable UUID movement, @Nullable UUID back, Instant now) {
        return with(
                as == null ? providerId : as,
                PayoutStatus.FAILED,
                why,
                sentAt,
                null,
                endedAt == null ? now : endedAt,
                movement == null ? movementId : movement,
                back == null ? returnId : back);
    }

    /** It came back. */
    public Payout returned(String why, UUID back, Instant now) {
        return with(providerId, PayoutStatus.RETURNED, why, sentAt, null, now, movementId, back);
    }

    /** The same, to be looked at again later. */
    public Payout lookedAt(Instant now) {
        Instant ended = endedAt;
        Instant look = ended == null ? later(since(), now) : afterwards(ended, now);
        return with(providerId, status, reason, sentAt, look, ended, movementId, returnId);
    }

    private Instant since() {
        return sentAt == null ? createdAt : sentAt;
    }

    private static Instant later(Instant since, Instant now) {
        Duration pause = Duration.between(since, now).dividedBy(2);
        return now.plus(pause.compareTo(SOONEST) < 0 ? SOONEST : pause.compareTo(LATEST) > 0 ? LATEST : pause);
    }

    private static @Nullable Instant afterwards(Instant ended, Instant now) {
        return AFTERWARDS.stream()
                .map(ended::plus)
                .filter(look -> look.isAfter(now))
                .findFirst()
                .orElse(null);
    }

    private Payout with(
            @Nullable String as,
            PayoutStatus next,
            @Nullable String why,
            @Nullable Instant sent,
            @Nullable Instant look,
            @Nullable Instant ended,
            @Nullable UUID movement,
            @Nullable UUID back) {
        return new Payout(
                id,
                version + 1,
                idempotencyKey,
                payerUser,
                payerAccount,
                payerRef,
                amountMinor,
                currency,
                destinationId,
                orderId,
                paymentId,
                shown,
                reference,
                gateway,
                as,
                status.become(next),
                why,
                createdAt,
                sent,
                look,
                ended,
                movement,
                back);
    }
}
