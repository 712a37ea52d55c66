package io.groat.router.auth.login;

import io.groat.router.auth.lockout.LockSubject;
import io.groat.router.auth.lockout.Lockout;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.trail.Act;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.web.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tries at a secret, each counted before it is made. A wrong one stays counted, be it known by its problem; one that was
 * right, or came to no end, is taken back.
 */
public final class Tries {

    private final Lockout lockout;
    private final AuthTrail trail;

    public Tries(Lockout lockout, AuthTrail trail) {
        this.lockout = lockout;
        this.trail = trail;
    }

    /** Makes a try, if none is locked; LOCKED_OUT with the time that is left else. */
    <T> Mono<T> make(LockSubject subject, @Nullable String userId, Client client, Mono<T> attempt) {
        return lockout.begin(subject)
                .flatMap(left -> left.isZero()
                        ? settled(subject, attempt)
                        : trail.refused(Act.LOCKED_OUT, userId, client)
                                .then(Mono.error(AuthProblem.LOCKED_OUT.exception(left))));
    }

    /**
     * The same where a lock must not show, for it would tell that two names are one user's: the other attempt, which is
     * never right, is made instead.
     */
    <T> Mono<T> makeUnseen(LockSubject subject, Mono<T> attempt, Mono<T> instead) {
        return lockout.begin(subject).flatMap(left -> left.isZero() ? settled(subject, attempt) : instead);
    }

    /** LOCKED_OUT while no tries may be made; makes none. */
    Mono<Void> requireOpen(LockSubject subject) {
        return lockout.remaining(subject)
                .flatMap(left -> left.isZero() ? Mono.empty() : Mono.error(AuthProblem.LOCKED_OUT.exception(left)));
    }

    /** Everything was proven: failures before are forgotten. */
    Mono<Void> forget(List<LockSubject> subjects) {
        return Flux.fromIterable(subjects).concatMap(lockout::forget).then();
    }

    private <T> Mono<T> settled(LockSubject subject, Mono<T> attempt) {
        return attempt.flatMap(result -> lockout.takeBack(subject).thenReturn(result))
                .onErrorResume(
                        failure -> !isWrong(failure),
                        failure -> lockout.takeBack(subject).onErrorComplete().then(Mono.error(failure)));
    }

    private static boolean isWrong(Throwable failure) {
        return failure instanceof ProblemException known
                && (known.problem().code() == AuthProblem.INVALID_CREDENTIALS
                        || known.problem().code() == AuthProblem.INVALID_CODE);
    }
}
