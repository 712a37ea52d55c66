package io.groat.router.auth.login;

import io.groat.router.auth.lockout.LockSubject;
import io.groat.router.auth.otp.Challenge;
import io.groat.router.auth.otp.Challenge.Method;
import io.groat.router.auth.otp.Challenge.Purpose;
import io.groat.router.auth.otp.Challenges;
import io.groat.router.auth.otp.TryOutcome;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.totp.RecoveryCodes;
import io.groat.router.auth.trail.AuthAction;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.router.auth.user.Identifier;
import io.groat.router.auth.user.IdentityClaims;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserStore;
import io.groat.web.problem.ProblemException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The second step of a login, and the first proof of a registration: the answer to a challenge. */
public final class ChallengeAnswers {

    private static final Set<Purpose> LETS_IN = EnumSet.of(Purpose.REGISTER, Purpose.LOGIN);

    private final Challenges challenges;
    private final UserStore users;
    private final IdentityClaims claims;
    private final Emails emails;
    private final AuthenticatorCodes authenticatorCodes;
    private final RecoveryCodes recoveryCodes;
    private final SecretAttempts attempts;
    private final Grants grants;
    private final AuthTrail trail;

    public ChallengeAnswers(
            Challenges challenges,
            UserStore users,
            IdentityClaims claims,
            Emails emails,
            AuthenticatorCodes authenticatorCodes,
            RecoveryCodes recoveryCodes,
            SecretAttempts attempts,
            Grants grants,
            AuthTrail trail) {
        this.challenges = challenges;
        this.users = users;
        this.claims = claims;
        this.emails = emails;
        this.authenticatorCodes = authenticatorCodes;
        this.recoveryCodes = recoveryCodes;
        this.attempts = attempts;
        this.grants = grants;
        this.trail = trail;
    }

    /** Lets whoever answers right in; fails with INVALID_CODE, CHALLENGE_OVER, LOCKED_OUT, PHONE_TAKEN. */
    public Mono<Grant> verify(UUID challengeId, String code, Client client) {
        return challenges
                .find(challengeId)
                .filter(challenge -> LETS_IN.contains(challenge.purpose()))
                .switchIfEmpty(Mono.error(AuthProblem.CHALLENGE_OVER::exception))
                .flatMap(challenge -> attempts.make(
                                lock(challenge), challenge.userId(), client, answered(challenge, code, client))
                        .flatMap(user -> admitted(challenge, user, client)));
    }

    private static LockSubject lock(Challenge challenge) {
        return LockSubject.ofUser(Objects.requireNonNull(challenge.userId()));
    }

    private Mono<User> answered(Challenge challenge, String code, Client client) {
        return outcome(challenge, code, client).flatMap(outcome -> switch (outcome) {
            case RIGHT ->
                users.find(Objects.requireNonNull(challenge.userId()))
                        .filter(user -> isStillAbout(challenge, user))
                        .switchIfEmpty(Mono.error(AuthProblem.CHALLENGE_OVER::exception));
            case WRONG ->
                trail.refused(AuthAction.SECOND_FACTOR_REFUSED, challenge.userId(), client)
                        .then(Mono.error(AuthProblem.INVALID_CODE.exception("code", null)));
            case COUNTED, OVER -> Mono.error(AuthProblem.CHALLENGE_OVER.exception());
        });
    }

    private Mono<TryOutcome> outcome(Challenge challenge, String code, Client client) {
        if (challenge.methods().contains(Method.OTP)) {
            return challenges.tryCode(challenge.id(), code);
        }
        return challenges
                .countTry(challenge.id())
                .flatMap(outcome -> outcome == TryOutcome.COUNTED
                        ? isEnrolled(challenge, code, client).map(right -> right ? TryOutcome.RIGHT : TryOutcome.WRONG)
                        : Mono.just(outcome));
    }

    private Mono<Boolean> isEnrolled(Challenge challenge, String code, Client client) {
        String userId = Objects.requireNonNull(challenge.userId());
        return RecoveryCodes.isCode(code)
                ? recoveryCodes
                        .use(userId, code)
                        .flatMap(used -> used
                                ? trail.done(AuthAction.RECOVERY_CODE_USED, userId, client)
                                        .thenReturn(true)
                                : Mono.just(false))
                : users.find(userId)
                        .flatMap(user -> authenticatorCodes.use(user, code))
                        .defaultIfEmpty(false);
    }

    private static boolean isStillAbout(Challenge challenge, User user) {
        return challenge.purpose() == Purpose.REGISTER
                ? user.createdAt().equals(challenge.registeredAt())
                        && user.phone().equals(challenge.phone())
                : user.isActive();
    }

    private Mono<Grant> admitted(Challenge challenge, User user, Client client) {
        return challenge.purpose() == Purpose.REGISTER
                ? claims.prove(user, challenge.id()).flatMap(outcome -> switch (outcome) {
                    case GRANTED -> proven(challenge, user.emailIdentifier(), client);
                    // They hold the phone, so they may know: another user proved it a moment before.
                    case TAKEN -> orProvenBefore(challenge, client, AuthProblem.PHONE_TAKEN.exception("phone", null));
                    case LOST -> orProvenBefore(challenge, client, AuthProblem.CHALLENGE_OVER.exception());
                })
                : in(challenge, user, null, client);
    }

    /** A claim of theirs may have been granted before, under another challenge. */
    private Mono<Grant> orProvenBefore(Challenge challenge, Client client, ProblemException problem) {
        return users.find(Objects.requireNonNull(challenge.userId()))
                .filter(user -> user.isActive() && isStillAbout(challenge, user))
                .switchIfEmpty(Mono.error(problem))
                .flatMap(user -> in(challenge, user, null, client));
    }

    private Mono<Grant> proven(Challenge challenge, @Nullable Identifier email, Client client) {
        return users.find(Objects.requireNonNull(challenge.userId()))
                .flatMap(user -> trail.done(AuthAction.PHONE_PROVEN, user.id(), client)
                        .then(in(challenge, user, email, client)));
    }

    /**
     * Of any number of right answers at once one opens a session.
     *
     * @param email that the user gave and has still to prove; null for none
     */
    private Mono<Grant> in(Challenge challenge, User user, @Nullable Identifier email, Client client) {
        return challenges
                .use(challenge.id())
                .flatMap(first -> first
                        ? attempts.forget(subjects(user, challenge))
                                .then(asked(user, email))
                                .flatMap(proof -> grants.open(user, client, proof.orElse(null)))
                        : Mono.error(AuthProblem.CHALLENGE_OVER.exception()));
    }

    /** Who can't be asked for the proof of the address now comes in without it, and may be asked later. */
    private Mono<Optional<Challenge>> asked(User user, @Nullable Identifier email) {
        return Mono.justOrEmpty(email)
                .flatMap(address -> emails.ask(user, address))
                .map(Optional::of)
                .onErrorReturn(ProblemException.class, Optional.empty())
                .defaultIfEmpty(Optional.empty());
    }

    /** The locks that a user who has proven everything opens. */
    static List<LockSubject> subjects(User user, Challenge challenge) {
        LockSubject ofUser = LockSubject.ofUser(user.id());
        String lock = challenge.lock();
        return lock == null ? List.of(ofUser) : List.of(ofUser, new LockSubject(lock));
    }
}
