package io.groat.transfer;

import org.jspecify.annotations.Nullable;

/**
 * What the payer wrote on a transfer; carried and never acted on. The reference is in the transfer's events, the rest is
 * in none.
 *
 * @param reference up to 140 characters
 * @param description up to 500 characters
 * @param metadata a JSON object as text, up to 4096 characters
 */
public record TransferNote(
        @Nullable String reference,
        @Nullable String description,
        @Nullable String metadata) {

    public static final int MAX_REFERENCE = 140;
    public static final int MAX_DESCRIPTION = 500;
    public static final int MAX_METADATA = 4096;

    public static final TransferNote NONE = new TransferNote(null, null, null);
}
