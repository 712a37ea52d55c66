package io.groat.engine;

import io.groat.event.TraceParent;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed request to give back what a movement brought.
 *
 * @param idempotencyKey 1 to 128 visible ASCII characters, of the one who gives back
 * @param amountMinor minor units, above zero; null for all that is left
 * @param kind REFUND or REVERSAL
 */
public record RefundRequest(String idempotencyKey, @Nullable Long amountMinor, TransferKind kind, TransferNote note) {

    /** The same in that trace. */
    public RefundRequest in(@Nullable TraceParent trace) {
        return new RefundRequest(idempotencyKey, amountMinor, kind, note.in(trace));
    }
}
