package io.groat.router.auth.otp;

import io.groat.router.auth.user.Identifier;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question that was put to somebody.
 *
 * @param purpose what the right answer is good for, and nothing else
 * @param userId whom it is about; null when there is nobody, and no answer is right
 * @param methods how it may be answered
 * @param phone where its code goes, E.164; null when none is sent there
 * @param email where its code goes instead, in small letters; null when none is sent there
 * @param lock under which failures of whoever asked are counted, as they named themselves; null for nothing but the user
 * @param registeredAt when the user that it is about was registered: not another one of the same id
 */
public record Challenge(
        UUID id,
        Purpose purpose,
        @Nullable String userId,
        Set<Method> methods,
        @Nullable String phone,
        @Nullable String email,
        @Nullable String lock,
        @Nullable Instant registeredAt,
        Instant expiresAt) {

    /** What a right answer is good for. */
    public enum Purpose {
        REGISTER,
        LOGIN,
        RESET,
        /** To make an e-mail address the user's. */
        EMAIL
    }

    /** How a challenge may be answered. */
    public enum Method {
        /** A code that was sent. */
        OTP,
        /** A code of an authenticator app. */
        TOTP,
        /** A recovery code. */
        RECOVERY
    }

    public Challenge {
        methods = Set.copyOf(methods);
    }

    /** Where its code goes; empty when none is sent, and none is right. */
    public Optional<Identifier> to() {
        return phone != null
                ? Optional.of(new Identifier(Identifier.Kind.PHONE, phone))
                : Optional.ofNullable(email).map(address -> new Identifier(Identifier.Kind.EMAIL, address));
    }

    /** Names no person. */
    @Override
    public String toString() {
        return purpose + " challenge " + id;
    }
}
