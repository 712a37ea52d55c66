package io.groat.posting;

import io.groat.account.Account;
import io.groat.event.BalanceUpdated;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.PaymentEvent;
import io.groat.event.UserCreated;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The events that decisions publish. Their ids follow from what happened, so a repeat has the same id. */
final class BatchEvents {

    private BatchEvents() {}

    /** @param payer the payer's account after the first leg */
    static Event initiated(Transfer transfer, Account payer) {
        return payment(EventType.PaymentInitiated, transfer, payer, transfer.createdAt());
    }

    /** PaymentCompleted or PaymentFailed, by how the transfer ended. */
    static Event ended(Transfer transfer) {
        EventType type = switch (transfer.status()) {
            case COMPLETED -> EventType.PaymentCompleted;
            case FAILED -> EventType.PaymentFailed;
            case CANCELLED -> EventType.PaymentCancelled;
            case HELD, PENDING -> throw new IllegalStateException(transfer.id() + " has not ended");
        };
        Instant at = transfer.completedAt() == null ? transfer.createdAt() : transfer.completedAt();
        return payment(type, transfer, null, at);
    }

    static Event balanceUpdated(Account account, int shard) {
        BalanceUpdated body = new BalanceUpdated(
                account.id(),
                account.userId(),
                shard,
                account.currency().code(),
                account.postedMinor(),
                account.heldMinor(),
                account.lastSeq(),
                account.updatedAt());
        String account36 = account.id().toString();
        return new Event(
                EventType.BalanceUpdated,
                account36,
                account36 + ":" + account.lastSeq() + ":"
                        + ChronoUnit.MICROS.between(Instant.EPOCH, account.updatedAt()),
                account.updatedAt(),
                EventJson.write(body));
    }

    static Event userCreated(String userId, int shard, Instant now) {
        return new Event(
                EventType.UserCreated,
                userId,
                "user:" + userId,
                now,
                EventJson.write(new UserCreated(userId, shard, now)));
    }

    /** A beginning says INITIATED, and HELD where the money only is reserved; an end says how it ended. */
    private static String status(Transfer transfer, @Nullable Account payer) {
        return payer == null || transfer.status() == TransferStatus.HELD
                ? transfer.status().name()
                : "INITIATED";
    }

    private static Event payment(EventType type, Transfer transfer, @Nullable Account payer, Instant at) {
        PaymentEvent body = new PaymentEvent(
                transfer.id(),
                status(transfer, payer),
                transfer.reason() == null ? null : transfer.reason().name(),
                transfer.payerUser(),
                transfer.payerAccount(),
                transfer.payeeUser(),
                transfer.payeeAccount(),
                transfer.amountMinor(),
                transfer.currency().code(),
                transfer.crossShard(),
                transfer.payerShard(),
                transfer.payeeShard(),
                payer == null ? null : (Long) payer.postedMinor(),
                payer == null ? null : payer.createdAt(),
                transfer.createdAt(),
                payer == null ? transfer.completedAt() : null);
        return new Event(type, transfer.payerUser(), transfer.id() + ":" + type, at, EventJson.write(body))
                .in(transfer.note().trace());
    }
}
