package io.groat.fraud.list;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Someone on a list.
 *
 * @param id the user's id
 * @param expiresAt null when it stays until it is taken off
 */
public record ListEntry(
        Subject subject,
        String id,
        Listing listing,
        String reason,
        String author,
        Instant createdAt,
        @Nullable Instant expiresAt) {

    public boolean holdsAt(Instant now) {
        return expiresAt == null || expiresAt.isAfter(now);
    }
}
