package io.groat.router.auth.user;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants to be a user. Nothing is theirs yet.
 *
 * @param passwordHash with its algorithm and parameters
 */
public record NewUser(
        String id,
        String fullName,
        Identifier phone,
        @Nullable Identifier email,
        String passwordHash) {

    @Override
    public String toString() {
        return "new user " + id;
    }
}
