package io.groat.web.access;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may make a call, and how often. What of it a user may see or move is for the call itself to say.
 *
 * @param scope what a caller that is held to scopes must have; null when anyone may call, without a token
 * @param roles one of which the caller must have; none when anyone may call
 */
public record Access(@Nullable Scope scope, Set<Role> roles, Limit limit) {

    /** For everyone, without a token. A token that is sent all the same must be good. */
    public static final Access PUBLIC = new Access(null, Set.of(), Limit.NONE);

    public Access {
        roles = Set.copyOf(roles);
    }

    /** For those roles and no others. */
    public static Access of(Scope scope, Role first, Role... others) {
        Set<Role> roles = EnumSet.of(first);
        roles.addAll(List.of(others));
        return new Access(scope, roles, Limit.USUAL);
    }

    /** The same, but only so often. */
    public Access limited(Limit often) {
        return new Access(scope, roles, often);
    }

    public boolean isPublic() {
        return roles.isEmpty();
    }
}
