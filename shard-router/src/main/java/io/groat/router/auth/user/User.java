package io.groat.router.auth.user;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user, as their row says.
 *
 * @param roles {@code user}, {@code operator}, {@code analyst}, {@code admin}
 * @param phone E.164; theirs alone while there is a claim, else only what they gave
 * @param email theirs alone while there is a claim, else only what they gave; null when they gave none
 * @param emailProven whether the code that was sent there was told; not so with a claim from before that was asked
 * @param passwordHash with its algorithm and parameters
 * @param totpSecret encrypted; in force once {@code totpSince} is set
 * @param totpLastStep the newest time step whose code was used
 */
public record User(
        String id,
        UserStatus status,
        Set<String> roles,
        String fullName,
        String phone,
        @Nullable UUID phoneClaim,
        @Nullable String email,
        @Nullable UUID emailClaim,
        boolean emailProven,
        String passwordHash,
        @Nullable String totpSecret,
        @Nullable Instant totpSince,
        long totpLastStep,
        Instant createdAt,
        Instant updatedAt) {

    public User {
        roles = Set.copyOf(roles);
    }

    public boolean isActive() {
        return status == UserStatus.ACTIVE;
    }

    /** Whether codes of an authenticator stand as the second factor. */
    public boolean hasTotp() {
        return totpSince != null;
    }

    public Identifier phoneIdentifier() {
        return new Identifier(Identifier.Kind.PHONE, phone);
    }

    /** Whether the e-mail address is theirs: they log in by it and are written to. */
    public boolean hasEmail() {
        return emailClaim != null;
    }

    /** The e-mail address as given; null when none was. */
    public @Nullable Identifier emailIdentifier() {
        return email == null ? null : new Identifier(Identifier.Kind.EMAIL, email);
    }

    /** Whether it is theirs by that claim. */
    public boolean owns(Identifier identifier, UUID claim) {
        return switch (identifier.kind()) {
            case PHONE -> claim.equals(phoneClaim);
            case EMAIL -> claim.equals(emailClaim);
        };
    }

    /** Names no person and no secret, wherever it may be printed. */
    @Override
    public String toString() {
        return "user " + id + " " + status;
    }
}
