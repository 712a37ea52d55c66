package io.groat.fraud.list;

import io.groat.web.shape.Doc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Someone on a list.
 *
 * @param id the user's id
 * @param expiresAt null when it stays until it is taken off
 */
@Doc("Someone on a list")
public record ListEntry(
        Subject subject,
        @Doc(example = "mallory") String id,
        Listing listing,
        @Doc(example = "seen before") String reason,
        String author,
        Instant createdAt,

        @Doc("null when they stay until they are taken off") @Nullable
        Instant expiresAt) {

    public boolean holdsAt(Instant now) {
        return expiresAt == null || expiresAt.isAfter(now);
    }
}
