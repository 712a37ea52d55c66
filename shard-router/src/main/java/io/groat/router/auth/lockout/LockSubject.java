package io.groat.router.auth.lockout;

import io.groat.router.auth.user.Identifier;

/**
 * Whose failures are counted together.
 *
 * @param text names no person
 */
public record LockSubject(String text) {

    public static LockSubject ofUser(String userId) {
        return new LockSubject("user:" + userId);
    }

    /** Of a phone number or e-mail address, whether it is anybody's or not. */
    public static LockSubject ofIdentifier(Identifier identifier) {
        return new LockSubject("identifier:" + identifier.digestText());
    }
}
