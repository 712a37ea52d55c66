package io.groat.router.auth.user;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which users to list; null for any.
 *
 * @param role that they have
 * @param phones the forms of one phone number, of which they have or gave one; none for any number
 * @param email that is theirs
 * @param name a part of their full name, in capitals or not
 * @param from registered at or after
 * @param to registered before
 */
public record UserFilter(
        @Nullable UserStatus status,
        @Nullable String role,
        List<Identifier> phones,
        @Nullable Identifier email,
        @Nullable String name,
        @Nullable Instant from,
        @Nullable Instant to) {

    public UserFilter {
        phones = List.copyOf(phones);
    }

    /** A user's place in the list, newest first. */
    public record Place(Instant createdAt, String id) {

        static Place of(User user) {
            return new Place(user.createdAt(), user.id());
        }
    }

    /** Names no person. */
    @Override
    public String toString() {
        return "users " + status + " " + role;
    }
}
