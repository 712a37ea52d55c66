package io.groat.router.auth.login;

import io.groat.router.auth.lockout.LockSubject;
import io.groat.router.auth.message.UserMessage;
import io.groat.router.auth.otp.Challenge;
import io.groat.router.auth.otp.Challenge.Purpose;
import io.groat.router.auth.otp.Challenges;
import io.groat.router.auth.otp.TryOutcome;
import io.groat.router.auth.password.PasswordHasher;
import io.groat.router.auth.password.PasswordRules;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.session.Sessions;
import io.groat.router.auth.trail.AuthAction;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Changes passwords: by whoever knows the old one, or by whoever holds the phone. Other sessions end. */
public final class Passwords {

    private final UserFinder finder;
    private final UserStore users;
    private final PasswordHasher hasher;
    private final Challenges challenges;
    private final ChallengeSender challengeSender;
    private final SecretAttempts attempts;
    private final Sessions sessions;
    private final MessageDispatch dispatch;
    private final AuthTrail trail;
    private final Duration floor;

    public Passwords(
            UserFinder finder,
            UserStore users,
            PasswordHasher hasher,
            Challenges challenges,
            ChallengeSender challengeSender,
            SecretAttempts attempts,
            Sessions sessions,
            MessageDispatch dispatch,
            AuthTrail trail,
            Duration floor) {
        this.finder = finder;
        this.users = users;
        this.hasher = hasher;
        this.challenges = challenges;
        this.challengeSender = challengeSender;
        this.attempts = attempts;
        this.sessions = sessions;
        this.dispatch = dispatch;
        this.trail = trail;
        this.floor = floor;
    }

    /** Whether the user's password is that one: a try, INVALID_CREDENTIALS when it is not. */
    Mono<User> prove(String userId, String password, String field, Client client) {
        Mono<User> attempt = users.find(userId)
                .switchIfEmpty(Mono.error(AuthProblem.USER_NOT_FOUND::exception))
                .flatMap(user -> hasher.match(password, user.passwordHash())
                        .flatMap(match -> match.isRight()
                                ? Mono.just(user)
                                : Mono.error(AuthProblem.INVALID_CREDENTIALS.exception(field, null))));
        return attempts.make(LockSubject.ofUser(userId), userId, client, attempt);
    }

    /**
     * Changes the password of a user who is in.
     *
     * @param session that stays; null when they are in by none
     */
    public Mono<Void> change(
            String userId, @Nullable UUID session, String oldPassword, String newPassword, Client client) {
        return requireGood(newPassword, userId, "newPassword")
                .then(prove(userId, oldPassword, "oldPassword", client))
                .flatMap(user -> hasher.hash(newPassword)
                        .flatMap(hash -> set(user, hash, session, AuthAction.PASSWORD_CHANGED, client)));
    }

    /** Begins a reset; the same for nobody as for anybody. */
    public Mono<Challenge> forgot(LoginName name) {
        Mono<Challenge> work = finder.find(name).flatMap(found -> challengeSender.reset(found.orElse(null), name));
        return Mono.zip(work, Mono.delay(floor), (challenge, time) -> challenge);
    }

    /** Ends a reset with the code that was sent; fails with INVALID_CODE, CHALLENGE_OVER, LOCKED_OUT. */
    public Mono<Void> reset(UUID challengeId, String code, String newPassword, Client client) {
        return challenges
                .find(challengeId)
                .filter(challenge -> challenge.purpose() == Purpose.RESET)
                .switchIfEmpty(Mono.error(AuthProblem.CHALLENGE_OVER::exception))
                .flatMap(challenge -> requireGood(newPassword, challenge.userId(), "newPassword")
                        .then(attempts.make(
                                seenLock(challenge), challenge.userId(), client, answered(challenge, code, client)))
                        .flatMap(user -> reset(challenge, user, newPassword, client)));
    }

    /** Hashed before the code is used up: a storm of logins costs a second request, not a second code. */
    private Mono<Void> reset(Challenge challenge, User user, String password, Client client) {
        return hasher.hash(password)
                .flatMap(hash -> challenges
                        .use(challenge.id())
                        .filter(first -> first)
                        .switchIfEmpty(Mono.error(AuthProblem.CHALLENGE_OVER::exception))
                        .then(set(user, hash, null, AuthAction.PASSWORD_RESET, client))
                        .then(attempts.forget(ChallengeAnswers.subjects(user, challenge))));
    }

    /** Somebody who has proven nothing yet sees the lock of the name they gave, and of no other. */
    private static LockSubject seenLock(Challenge challenge) {
        return new LockSubject(Objects.requireNonNull(challenge.lock()));
    }

    private Mono<User> answered(Challenge challenge, String code, Client client) {
        Mono<User> wrong = Mono.defer(() -> trail.refused(AuthAction.SECOND_FACTOR_REFUSED, challenge.userId(), client)
                .then(Mono.error(AuthProblem.INVALID_CODE.exception("code", null))));
        Mono<User> attempt = challenges.tryCode(challenge.id(), code).flatMap(outcome -> switch (outcome) {
            case RIGHT ->
                users.find(Objects.requireNonNull(challenge.userId()))
                        .filter(User::isActive)
                        .switchIfEmpty(Mono.error(AuthProblem.CHALLENGE_OVER::exception));
            case WRONG -> wrong;
            case COUNTED, OVER -> Mono.error(AuthProblem.CHALLENGE_OVER.exception());
        });
        String userId = challenge.userId();
        return userId == null || seenLock(challenge).equals(LockSubject.ofUser(userId))
                ? attempt
                : attempts.makeUnseen(
                        LockSubject.ofUser(userId),
                        attempt,
                        challenges
                                .countTry(challenge.id())
                                .flatMap(outcome -> outcome == TryOutcome.COUNTED
                                        ? wrong
                                        : Mono.error(AuthProblem.CHALLENGE_OVER.exception())));
    }

    private Mono<Void> set(User user, String hash, @Nullable UUID session, AuthAction act, Client client) {
        return users.setPassword(user.id(), hash)
                .then(sessions.endAll(user.id(), session))
                .then(trail.done(act, user.id(), client))
                .then(dispatch.send(new UserMessage(UserMessage.Kind.PASSWORD_CHANGED, user.phoneIdentifier(), null)));
    }

    private static Mono<Void> requireGood(String password, @Nullable String userId, String field) {
        return Mono.justOrEmpty(PasswordRules.faultOf(password, userId == null ? List.of() : List.of(userId)))
                .flatMap(fault -> Mono.error(AuthProblem.WEAK_PASSWORD.exception(field, fault)));
    }
}
