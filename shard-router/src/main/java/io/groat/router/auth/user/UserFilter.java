package io.groat.router.auth.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which users a page shows, newest first.
 *
 * @param role that they have; null for any
 * @param from registered at or after
 * @param to registered before
 * @param after where the page before ended
 */
public record UserFilter(
        @Nullable UserStatus status,
        @Nullable String role,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Place after,
        int limit) {

    /** A user's place in the list. */
    public record Place(Instant createdAt, String id) {}
}
