package io.groat.router.access;

import io.groat.web.access.Caller;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An API key as its shard keeps it.
 *
 * @param secretHash not to be changed
 * @param scopes none for all that the roles may
 * @param createdBy the caller who made it
 * @param expiresAt null for never
 * @param lastUsedAt to the minute; null before its first use
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared by the record.
record StoredKey(
        String id,
        String name,
        byte[] secretHash,
        Set<Role> roles,
        Set<Scope> scopes,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {

    boolean isGood(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    Caller caller() {
        return new Caller(Caller.Kind.API_KEY, id, roles, scopes, null);
    }

    String rolesText() {
        return roles.stream().map(Role::text).sorted().collect(Collectors.joining(" "));
    }

    String scopesText() {
        return scopes.stream().map(Scope::text).sorted().collect(Collectors.joining(" "));
    }

    /** Shows no hash. */
    @Override
    public String toString() {
        return "API key " + id;
    }
}
