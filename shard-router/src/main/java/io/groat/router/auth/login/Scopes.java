package io.groat.router.auth.login;

import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What the tokens of people are held to: a stolen one of a wallet owner makes no keys, whatever else goes wrong. */
final class Scopes {

    private static final Set<Scope> OF_USERS = EnumSet.of(
            Scope.ACCOUNTS_READ,
            Scope.ACCOUNTS_WRITE,
            Scope.TRANSFERS_READ,
            Scope.TRANSFERS_WRITE,
            Scope.USERS_READ,
            Scope.USERS_WRITE,
            Scope.SESSIONS,
            Scope.NOTIFICATIONS_READ,
            Scope.NOTIFICATIONS_WRITE);

    private Scopes() {}

    /** As a token writes them; nothing for all that the roles allow. */
    static String of(Set<String> roles) {
        return roles.equals(Set.of(Role.USER.text()))
                ? OF_USERS.stream().map(Scope::text).collect(Collectors.joining(" "))
                : "";
    }
}
