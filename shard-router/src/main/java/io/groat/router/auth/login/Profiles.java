package io.groat.router.auth.login;

import io.groat.router.auth.otp.Challenge;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Sessions;
import io.groat.router.auth.user.Identifier;
import io.groat.router.auth.user.IdentityClaims;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserStatus;
import io.groat.router.auth.user.UserStore;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Users' profiles, and what admins set of them. */
public final class Profiles {

    private final UserStore users;
    private final IdentityClaims claims;
    private final Emails emails;
    private final Sessions sessions;

    public Profiles(UserStore users, IdentityClaims claims, Emails emails, Sessions sessions) {
        this.users = users;
        this.claims = claims;
        this.emails = emails;
        this.sessions = sessions;
    }

    /**
     * What became of a change.
     *
     * @param email asks for the proof of the e-mail address; null when there is nothing to prove
     */
    public record Changed(User user, @Nullable Challenge email) {}

    /** What is to change; null for what stays. An e-mail address changes once it is proven. */
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

    /** The user whose that phone number or e-mail address is; USER_NOT_FOUND when it is nobody's. */
    public Mono<User> owner(LoginName.ByIdentifier name) {
        return claims.ownerOf(name.identifier())
                .switchIfEmpty(Mono.justOrEmpty(name.before()).flatMap(claims::ownerOf))
                .switchIfEmpty(Mono.error(AuthProblem.USER_NOT_FOUND::exception));
    }

    /** Changes a user, e-mail address first, for it alone may be refused: RESEND_TOO_SOON after too many. */
    public Mono<Changed> change(String userId, Change change) {
        return get(userId)
                .flatMap(user -> email(user, change.email())
                        .flatMap(proof -> fullName(userId, change.fullName())
                                .then(roles(userId, change.roles()))
                                .then(status(user, change.status()))
                                .then(get(userId))
                                .map(after -> new Changed(after, proof.orElse(null)))));
    }

    /** Only who is in proves an address: before that, the phone. */
    private Mono<Optional<Challenge>> email(User user, @Nullable Identifier email) {
        if (email != null && !user.isActive()) {
            return Mono.error(AuthProblem.USER_NOT_FOUND.exception());
        }
        return Mono.justOrEmpty(email)
                .flatMap(address -> emails.ask(user, address))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
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
