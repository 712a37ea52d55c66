package io.groat.router.auth.login;

import io.groat.router.auth.lockout.LockSubject;
import io.groat.router.auth.user.Identifier;
import org.jspecify.annotations.Nullable;

/** As whom somebody wants to come in. There may be nobody of that name. */
public sealed interface LoginName {

    /** By user id. */
    record ById(String userId) implements LoginName {}

    /**
     * By phone number or e-mail address.
     *
     * @param before the form in which a phone number may have been kept before it had its present one; null when that is
     *     the same, and for an address
     */
    record ByIdentifier(Identifier identifier, @Nullable Identifier before) implements LoginName {}

    /** Whose failures are counted where everybody may see that they are. */
    default LockSubject lock() {
        return this instanceof ByIdentifier by
                ? LockSubject.ofIdentifier(by.identifier())
                : LockSubject.ofUser(((ById) this).userId());
    }
}
