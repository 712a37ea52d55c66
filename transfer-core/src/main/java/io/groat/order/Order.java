package io.groat.order;

import io.groat.account.AccountRef;
import io.groat.money.CurrencyCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that somebody has ordered for a wallet from outside. It stands on the shard of that wallet, and changes by its
 * version: of two who change it at once one looks again.
 *
 * @param payeeRef as the request named the wallet
 * @param amountMinor minor units, above zero
 * @param returnUrl where the gateway sends its payer after; null for nowhere
 * @param gateway that has taken it; null while none has
 * @param providerId what the gateway calls it
 * @param checkout where its payer goes: an address, or what an app opens
 * @param reason why it FAILED, or was not credited; null otherwise
 * @param lookAt when the gateway is asked of it next; null for never
 * @param movementId the deposit that credited it
 * @param attempts to pay it that have failed and were told
 */
public record Order(
        UUID id,
        int version,
        String idempotencyKey,
        String payeeUser,
        UUID payeeAccount,
        AccountRef payeeRef,
        long amountMinor,
        CurrencyCode currency,
        OrderMethod method,
        @Nullable String returnUrl,
        @Nullable String reference,
        @Nullable String gateway,
        @Nullable String providerId,
        @Nullable String checkout,
        OrderStatus status,
        @Nullable String reason,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lookAt,
        @Nullable Instant endedAt,
        @Nullable UUID movementId,
        int attempts) {

    private static final Duration SOONEST = Duration.ofSeconds(10);
    private static final Duration LATEST = Duration.ofMinutes(5);

    /** When one that has ended is asked of once more, after its end: money may come late, or twice. */
    private static final List<Duration> AFTERWARDS = List.of(
            Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1), Duration.ofDays(3));

    /**
     * The first field in which a request under this order's key asks for something else; null when it asks for the same.
     */
    public @Nullable String firstDifference(Order asked) {
        if (!payeeAccount.equals(asked.payeeAccount)) {
            return "payee";
        }
        if (amountMinor != asked.amountMinor) {
            return "amount";
        }
        if (!currency.equals(asked.currency)) {
            return "currency";
        }
        if (method != asked.method) {
            return "method";
        }
        if (!Objects.equals(returnUrl, asked.returnUrl)) {
            return "returnUrl";
        }
        return Objects.equals(reference, asked.reference) ? null : "reference";
    }

    /** Once a gateway has taken it. */
    public Order opened(String by, String as, String where, Instant now) {
        return with(by, as, where, status, reason, movementId, endedAt, now.plus(SOONEST), attempts);
    }

    /** After a step of its life; the same again where it is there already. */
    public Order become(OrderStatus next, @Nullable String why, @Nullable UUID movement, Instant now) {
        OrderStatus becomes = status.become(next);
        Instant ended = becomes.isOpen() || becomes == OrderStatus.PAID ? null : endedAt == null ? now : endedAt;
        return with(
                gateway,
                providerId,
                checkout,
                becomes,
                why,
                movement == null ? movementId : movement,
                ended,
                nextLook(becomes, ended, now),
                attempts);
    }

    /** The same, asked of again later. */
    public Order lookedAt(Instant now) {
        return with(
                gateway,
                providerId,
                checkout,
                status,
                reason,
                movementId,
                endedAt,
                nextLook(status, endedAt, now),
                attempts);
    }

    /** Once so many attempts to pay it have failed: its payer has begun. */
    public Order attempted(int failed, Instant now) {
        OrderStatus begun = status == OrderStatus.CREATED ? status.become(OrderStatus.PENDING) : status;
        return with(
                gateway,
                providerId,
                checkout,
                begun,
                reason,
                movementId,
                endedAt,
                nextLook(begun, endedAt, now),
                failed);
    }

    private Order with(
            @Nullable String by,
            @Nullable String as,
            @Nullable String where,
            OrderStatus next,
            @Nullable String why,
            @Nullable UUID movement,
            @Nullable Instant ended,
            @Nullable Instant look,
            int failed) {
        return new Order(
                id,
                version + 1,
                idempotencyKey,
                payeeUser,
                payeeAccount,
                payeeRef,
                amountMinor,
                currency,
                method,
                returnUrl,
                reference,
                by,
                as,
                where,
                next,
                why,
                createdAt,
                expiresAt,
                look,
                ended,
                movement,
                failed);
    }

    /** Soon while it is new, and less often then; after its end a few times, and then no more. */
    private @Nullable Instant nextLook(OrderStatus as, @Nullable Instant ended, Instant now) {
        if (ended != null) {
            return AFTERWARDS.stream()
                    .map(ended::plus)
                    .filter(look -> look.isAfter(now))
                    .findFirst()
                    .orElse(null);
        }
        Duration pause = Duration.between(createdAt, now).dividedBy(2);
        Instant usual = now.plus(pause.compareTo(SOONEST) < 0 ? SOONEST : pause.compareTo(LATEST) > 0 ? LATEST : pause);
        return as.isOpen() && expiresAt.isAfter(now) && expiresAt.isBefore(usual) ? expiresAt : usual;
    }
}
