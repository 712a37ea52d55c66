package io.groat.router.auth.login;

import io.groat.router.auth.lockout.LockSubject;
import io.groat.router.auth.otp.Challenge;
import io.groat.router.auth.otp.Challenge.Purpose;
import io.groat.router.auth.otp.Challenges;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.trail.AuthAction;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.router.auth.user.Identifier;
import io.groat.router.auth.user.IdentityClaims;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserStore;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * E-mail addresses of users who are in. One becomes its user's when the code that was sent there is told; before that it
 * is kept nowhere but in the challenge, which runs out, and stands in nobody's way. Whether it is another's is told to
 * whoever tells the code alone: they hold the mailbox.
 */
public final class Emails {

    /** How long a user waits who had as many codes sent to addresses as may be. */
    private static final Duration AGAIN = Duration.ofHours(1);

    private final UserStore users;
    private final IdentityClaims claims;
    private final Challenges challenges;
    private final ChallengeSender challengeSender;
    private final MessageDispatch dispatch;
    private final SecretAttempts attempts;
    private final AuthTrail trail;

    public Emails(
            UserStore users,
            IdentityClaims claims,
            Challenges challenges,
            ChallengeSender challengeSender,
            MessageDispatch dispatch,
            SecretAttempts attempts,
            AuthTrail trail) {
        this.users = users;
        this.claims = claims;
        this.challenges = challenges;
        this.challengeSender = challengeSender;
        this.dispatch = dispatch;
        this.attempts = attempts;
        this.trail = trail;
    }

    /** Sends a code there; empty when the address is proven to be the user's already. RESEND_TOO_SOON after too many. */
    Mono<Challenge> ask(User user, Identifier email) {
        if (user.hasEmail() && user.emailProven() && email.equals(user.emailIdentifier())) {
            return Mono.empty();
        }
        return dispatch.mayAsk(user.id())
                .flatMap(may -> may
                        ? challengeSender.email(user.id(), email)
                        : Mono.error(AuthProblem.RESEND_TOO_SOON.exception(AGAIN)));
    }

    /** Makes the address of the challenge the user's; fails with INVALID_CODE, CHALLENGE_OVER, LOCKED_OUT, EMAIL_TAKEN. */
    public Mono<User> prove(String userId, UUID challengeId, String code, Client client) {
        return challenges
                .find(challengeId)
                .filter(challenge -> challenge.purpose() == Purpose.EMAIL && userId.equals(challenge.userId()))
                .switchIfEmpty(Mono.error(AuthProblem.CHALLENGE_OVER::exception))
                .flatMap(challenge -> attempts.make(
                                LockSubject.ofUser(userId), userId, client, answered(challenge, code, client))
                        .flatMap(user -> claim(user, challenge, client)));
    }

    /** Takes the user's address away; no fault when there is none. */
    public Mono<Void> remove(String userId, Client client) {
        return users.find(userId)
                .switchIfEmpty(Mono.error(AuthProblem.USER_NOT_FOUND::exception))
                .filter(User::hasEmail)
                .flatMap(user -> claims.removeEmail(user).then(trail.done(AuthAction.EMAIL_REMOVED, userId, client)));
    }

    private Mono<User> answered(Challenge challenge, String code, Client client) {
        String userId = Objects.requireNonNull(challenge.userId());
        return challenges.tryCode(challenge.id(), code).flatMap(outcome -> switch (outcome) {
            case RIGHT -> active(userId);
            case WRONG ->
                trail.refused(AuthAction.SECOND_FACTOR_REFUSED, userId, client)
                        .then(Mono.error(AuthProblem.INVALID_CODE.exception("code", null)));
            case COUNTED, OVER -> Mono.error(AuthProblem.CHALLENGE_OVER.exception());
        });
    }

    private Mono<User> active(String userId) {
        return users.find(userId)
                .filter(User::isActive)
                .switchIfEmpty(Mono.error(AuthProblem.CHALLENGE_OVER::exception));
    }

    /** Claimed before the challenge is used up: a request that failed on its way may be repeated. */
    private Mono<User> claim(User user, Challenge challenge, Client client) {
        Identifier email = challenge.to().orElseThrow(AuthProblem.CHALLENGE_OVER::exception);
        return claims.change(user, email, challenge.id()).flatMap(outcome -> switch (outcome) {
            case GRANTED ->
                challenges
                        .use(challenge.id())
                        .then(trail.done(AuthAction.EMAIL_PROVEN, user.id(), client))
                        .then(active(user.id()));
            case TAKEN -> Mono.error(AuthProblem.EMAIL_TAKEN.exception("email", null));
            case LOST -> Mono.error(AuthProblem.CHALLENGE_OVER.exception());
        });
    }
}
