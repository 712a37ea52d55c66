package io.groat.engine;

import io.groat.event.TraceParent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed request to reserve money for a payee.
 *
 * @param payment whom for, how much, and the payer's key
 * @param expiresAt when it ends; null where that is {@code lasts} from when it is made
 */
public record HoldRequest(TransferRequest payment, @Nullable Instant expiresAt, Duration lasts) {

    /** The same in that trace. */
    public HoldRequest in(@Nullable TraceParent trace) {
        return new HoldRequest(payment.in(trace), expiresAt, lasts);
    }
}
