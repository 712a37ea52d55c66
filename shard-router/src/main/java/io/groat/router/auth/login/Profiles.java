package io.groat.router.auth.login;

import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Sessions;
import io.groat.router.auth.user.Identifier;
import io.groat.router.auth.user.IdentityClaims;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserStatus;
import io.groat.router.auth.user.UserStore;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Users' profiles, and what admins set of them. */
public final class Profiles {

    private final UserStore users;
    private final IdentityClaims claims;
    private final Sessions sessions;

    public Profiles(UserStore users, IdentityClaims claims, Sessions sessions) {
        this.users = users;
        this.claims = claims;
        this.sessions = sessions;
    }

    /** What is to change; null for what stays. */
    public record Change(
            @Nullable String fullName,
            @Nullable Identifier email,
            @Nullable Set<String> roles,
            @Nullable UserStatus status) {

        /** Names no person. */
        @Override
        public String toString() {
            return "Change";
        }
    }

    /** The user; USER_NOT_FOUND when there is none. */
    public Mono<User> get(String userId) {
        return users.find(userId).switchIfEmpty(Mono.error(AuthProblem.USER_NOT_FOUND::exception));
    }

    /** Changes a user, e-mail address first, for it alone may be refused; EMAIL_TAKEN when it is another's. */
    public Mono<User> change(String userId, Change change) {
        return get(userId)
                .flatMap(user -> email(user, change.email())
                        .then(fullName(userId, change.fullName()))
                        .then(roles(userId, change.roles()))
                        .then(status(user, change.status())))
                .then(get(userId));
    }

    private Mono<Void> email(User user, @Nullable Identifier email) {
        if (email == null || email.value().equals(user.email())) {
            return Mono.empty();
        }
        return claims.change(user, email, UUID.randomUUID()).flatMap(outcome -> switch (outcome) {
            case GRANTED, GRANTED_WITHOUT_EMAIL -> Mono.<Void>empty();
            case TAKEN -> Mono.<Void>error(AuthProblem.EMAIL_TAKEN.exception("email", null));
            case LOST -> Mono.<Void>error(AuthProblem.USER_NOT_FOUND.exception());
        });
    }

    private Mono<Void> fullName(String userId, @Nullable String fullName) {
        return fullName == null
                ? Mono.empty()
                : users.setFullName(userId, fullName).then();
    }

    /** Every person is a user, whatever else. */
    private Mono<Void> roles(String userId, @Nullable Set<String> roles) {
        if (roles == null) {
            return Mono.empty();
        }
        Set<String> all = new TreeSet<>(roles);
        all.add("user");
        return users.setRoles(userId, all).then();
    }

    private Mono<Void> status(User user, @Nullable UserStatus status) {
        if (status == null || status == user.status()) {
            return Mono.empty();
        }
        return users.setStatus(user.id(), status)
                .then(
                        status == UserStatus.CLOSED
                                ? sessions.endAll(user.id(), null).then()
                                : Mono.empty());
    }
}
