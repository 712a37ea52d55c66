package io.groat.router.auth.message;

import io.groat.router.auth.user.Identifier;
import org.jspecify.annotations.Nullable;

/**
 * Something that a user has to be told.
 *
 * @param to where
 * @param code the code it brings; null when it brings none
 */
public record UserMessage(
        Kind kind, Identifier to, @Nullable String code) {

    /** What it is about. */
    public enum Kind {
        REGISTRATION_CODE,
        LOGIN_CODE,
        RESET_CODE,
        EMAIL_CODE,
        /** Somebody tried to register with what is this user's. */
        ALREADY_REGISTERED,
        PASSWORD_CHANGED,
        /** A refresh token was used twice: it may have been stolen. */
        SESSION_ENDED
    }

    /** Names no person and shows no code. */
    @Override
    public String toString() {
        return kind + " to " + to;
    }
}
