package io.groat.router.auth.login;

import io.groat.router.auth.lockout.LockSubject;
import io.groat.router.auth.password.PasswordHasher;
import io.groat.router.auth.password.PasswordHasher.Match;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.trail.AuthAction;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserStatus;
import io.groat.router.auth.user.UserStore;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The first step of a login: the password. Nobody's takes the same work and gets the same answer as a wrong one. */
public final class Login {

    private final UserFinder finder;
    private final UserStore users;
    private final PasswordHasher hasher;
    private final SecretAttempts attempts;
    private final ChallengeSender challengeSender;
    private final Grants grants;
    private final AuthTrail trail;
    private final LoginSettings settings;

    public Login(
            UserFinder finder,
            UserStore users,
            PasswordHasher hasher,
            SecretAttempts attempts,
            ChallengeSender challengeSender,
            Grants grants,
            AuthTrail trail,
            LoginSettings settings) {
        this.finder = finder;
        this.users = users;
        this.hasher = hasher;
        this.attempts = attempts;
        this.challengeSender = challengeSender;
        this.grants = grants;
        this.trail = trail;
        this.settings = settings;
    }

    /** Checks the password; fails with INVALID_CREDENTIALS, LOCKED_OUT. */
    public Mono<LoginAnswer> login(LoginName name, String password, Client client) {
        return attempts.make(
                        name.lock(),
                        null,
                        client,
                        finder.find(name).flatMap(found -> check(name, found, password, client)))
                .flatMap(user -> further(user, name, client));
    }

    private Mono<User> check(LoginName name, Optional<User> found, String password, Client client) {
        Mono<User> wrong = hasher.matchNobody(password).then(refused(found, client));
        if (found.isEmpty() || found.get().status() == UserStatus.CLOSED) {
            return wrong;
        }
        User user = found.get();
        Mono<User> attempt = hasher.match(password, user.passwordHash())
                .flatMap(match -> match.isRight() ? kept(user, password, match) : refused(found, client));
        LockSubject ofUser = LockSubject.ofUser(user.id());
        return name.lock().equals(ofUser) ? attempt : attempts.makeUnseen(ofUser, attempt, wrong);
    }

    private Mono<User> refused(Optional<User> found, Client client) {
        return trail.refused(AuthAction.LOGIN_REFUSED, found.map(User::id).orElse(null), client)
                .then(Mono.error(AuthProblem.INVALID_CREDENTIALS::exception));
    }

    /** A hash that is not made as today's are is made anew while the password is at hand. */
    private Mono<User> kept(User user, String password, Match match) {
        return match == Match.OUTDATED
                ? hasher.hash(password)
                        .flatMap(hash -> users.rehash(user.id(), user.passwordHash(), hash))
                        .onErrorComplete()
                        .thenReturn(user)
                : Mono.just(user);
    }

    private Mono<LoginAnswer> further(User user, LoginName name, Client client) {
        boolean asked =
                !user.isActive() || user.hasTotp() || settings.secondFactor() == LoginSettings.SecondFactor.ALWAYS;
        return asked
                ? challengeSender.login(user, name).map(LoginAnswer.Asked::new)
                : attempts.forget(List.of(name.lock(), LockSubject.ofUser(user.id())))
                        .then(grants.open(user, client, null))
                        .map(LoginAnswer.In::new);
    }
}
