package io.groat.router.access;

import io.groat.db.Rows;
import io.groat.web.access.Caller;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
public record StoredKey(
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

    static final String COLUMNS =
            "id, name, secret_hash, roles, scopes, created_by, created_at, expires_at," + " revoked_at, last_used_at";

    static StoredKey read(Readable row) {
        byte[] hash = row.get(2, byte[].class);
        if (hash == null) {
            throw new IllegalStateException("an API key without a hash");
        }
        return new StoredKey(
                Rows.getText(row, 0),
                Rows.getText(row, 1),
                hash,
                parse(Rows.getText(row, 3), Role::find),
                parse(Rows.getText(row, 4), Scope::find),
                Rows.getText(row, 5),
                Rows.getTime(row, 6),
                Rows.findTime(row, 7),
                Rows.findTime(row, 8),
                Rows.findTime(row, 9));
    }

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

    private static <T> Set<T> parse(String text, Function<String, Optional<T>> find) {
        return Arrays.stream(text.split(" ", -1))
                .map(find)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** Shows no hash. */
    @Override
    public String toString() {
        return "API key " + id;
    }
}
