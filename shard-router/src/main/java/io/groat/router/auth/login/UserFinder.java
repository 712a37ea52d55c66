package io.groat.router.auth.login;

import io.groat.router.auth.user.Identifier;
import io.groat.router.auth.user.IdentityClaims;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserStore;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Finds users by what they call themselves, with the same work for those who are not there. */
final class UserFinder {

    private final UserStore users;
    private final IdentityClaims claims;

    public UserFinder(UserStore users, IdentityClaims claims) {
        this.users = users;
        this.claims = claims;
    }

    Mono<Optional<User>> find(LoginName name) {
        if (name instanceof LoginName.ById by) {
            return optional(users.find(by.userId()));
        }
        LoginName.ByIdentifier by = (LoginName.ByIdentifier) name;
        Mono<Optional<User>> found = owner(by.identifier());
        Identifier before = by.before();
        return before == null ? found : Mono.zip(found, owner(before), (now, kept) -> now.isPresent() ? now : kept);
    }

    /** Whoever is there takes a second look, at the user's shard; so does whoever is not. */
    private Mono<Optional<User>> owner(Identifier identifier) {
        return optional(claims.ownerOf(identifier).switchIfEmpty(users.find(identifier.digestText())));
    }

    private static Mono<Optional<User>> optional(Mono<User> found) {
        return found.map(Optional::of).defaultIfEmpty(Optional.empty());
    }
}
