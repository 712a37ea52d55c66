package io.groat.transfer;

import io.groat.event.EventType;
import io.groat.refusal.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of a transfer, as its row tells it: which there have been, and when, follows from how the transfer stands. What
 * is published takes id, type and time from here, too, so a transfer's events can be told when the outbox has long let go
 * of them.
 *
 * @param id the same as that of the published event
 * @param reason why the transfer was not carried out; null for a beginning, and when it was
 * @param at when it was decided
 */
public record TransferEvent(
        String id, EventType type, @Nullable Refusal reason, Instant at) {

    /** The transfer's events so far, oldest first. */
    public static List<TransferEvent> of(Transfer transfer) {
        TransferEvent beginning = beginning(transfer);
        return transfer.status().isFinal() ? List.of(beginning, end(transfer)) : List.of(beginning);
    }

    public static TransferEvent beginning(Transfer transfer) {
        return of(transfer.id(), EventType.PaymentInitiated, null, transfer.createdAt());
    }

    /** @throws IllegalStateException when it has not ended */
    public static TransferEvent end(Transfer transfer) {
        EventType type = switch (transfer.status()) {
            case COMPLETED -> EventType.PaymentCompleted;
            case FAILED -> EventType.PaymentFailed;
            case CANCELLED -> EventType.PaymentCancelled;
            case HELD, PENDING -> throw new IllegalStateException(transfer.id() + " has not ended");
        };
        Instant at = transfer.completedAt() == null ? transfer.createdAt() : transfer.completedAt();
        return of(transfer.id(), type, transfer.reason(), at);
    }

    private static TransferEvent of(UUID transfer, EventType type, @Nullable Refusal reason, Instant at) {
        return new TransferEvent(transfer + ":" + type, type, reason, at);
    }
}
