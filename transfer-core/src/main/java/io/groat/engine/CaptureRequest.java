package io.groat.engine;

import io.groat.event.TraceParent;
import io.groat.transfer.TransferNote;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed request to take what a hold has reserved.
 *
 * @param idempotencyKey 1 to 128 visible ASCII characters, the hold's own
 * @param amountMinor minor units, above zero; null for all that is left, which is the last
 * @param last whether what is left after it is let go
 */
public record CaptureRequest(
        String idempotencyKey, @Nullable Long amountMinor, boolean last, TransferNote note) {

    /** The same in that trace. */
    public CaptureRequest in(@Nullable TraceParent trace) {
        return new CaptureRequest(idempotencyKey, amountMinor, last, note.in(trace));
    }
}
