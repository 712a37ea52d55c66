package io.groat.router.auth.login;

import io.groat.router.auth.lockout.LockSubject;
import io.groat.router.auth.user.Identifier;

/** As whom somebody wants to come in. There may be nobody of that name. */
public sealed interface LoginName {

    /** By user id. */
    record ById(String userId) implements LoginName {}

    /** By phone number or e-mail address. */
    record ByIdentifier(Identifier identifier) implements LoginName {}

    /** Whose failures are counted where everybody may see that they are. */
    default LockSubject lock() {
        return this instanceof ByIdentifier by
                ? LockSubject.ofIdentifier(by.identifier())
                : LockSubject.ofUser(((ById) this).userId());
    }
}
