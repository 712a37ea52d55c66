package io.groat.transfer;

import io.groat.event.TraceParent;
import org.jspecify.annotations.Nullable;

/**
 * What comes with a transfer; carried and never acted on: what the payer wrote on it, whose reference is in the transfer's
 * events and the rest in none, and the trace that it was made in, which all its events are in.
 *
 * @param reference up to 140 characters
 * @param description up to 500 characters
 * @param metadata a JSON object as text, up to 4096 characters
 * @param trace of the request that made it; another request of the same key changes nothing
 */
public record TransferNote(
        @Nullable String reference,
        @Nullable String description,
        @Nullable String metadata,
        @Nullable TraceParent trace) {

    public static final int MAX_REFERENCE = 140;
    public static final int MAX_DESCRIPTION = 500;
    public static final int MAX_METADATA = 4096;

    public static final TransferNote NONE = new TransferNote(null, null, null);

    /** In no trace. */
    public TransferNote(@Nullable String reference, @Nullable String description, @Nullable String metadata) {
        this(reference, description, metadata, null);
    }

    /** The same in that trace. */
    public TransferNote in(@Nullable TraceParent other) {
        return new TransferNote(reference, description, metadata, other);
    }
}
