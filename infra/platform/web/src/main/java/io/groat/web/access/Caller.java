package io.groat.web.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, as a token or a key that was checked says.
 *
 * @param id a user's id, an API key's id, or a service's name
 * @param scopes what the token or key is held to; none when to nothing beyond its roles
 * @param sessionId the session in which the user logged in; null for others
 */
public record Caller(
        Kind kind,
        String id,
        Set<Role> roles,
        Set<Scope> scopes,
        @Nullable String sessionId) {

    /** What stands behind a request. */
    public enum Kind {
        USER,
        API_KEY,
        SERVICE
    }

    public Caller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /** The caller in one word, the same in limits, the audit log and logs: {@code user:alice}, {@code api_key:…}. */
    public String text() {
        return switch (kind) {
            case USER -> "user:" + id;
            case API_KEY -> "api_key:" + id;
            case SERVICE -> "service:" + id;
        };
    }

    /** Whether one of the caller's roles may make that call and no scope holds it back. */
    public boolean may(Access access) {
        if (access.isPublic()) {
            return true;
        }
        boolean inScope = scopes.isEmpty() || (access.scope() != null && scopes.contains(access.scope()));
        return inScope && roles.stream().anyMatch(access.roles()::contains);
    }

    /** Whether it is as a wallet owner alone that the caller may make that call. */
    boolean onlyAsUser(Access access) {
        return roles.stream().filter(access.roles()::contains).allMatch(role -> role == Role.USER);
    }
}
