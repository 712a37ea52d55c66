package io.groat.router.auth.login;

import io.groat.router.auth.lockout.LockSubject;
import io.groat.router.auth.lockout.Lockout;
import io.groat.router.auth.lockout.Lockout.Begun;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.trail.AuthAction;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.web.http.Detached;
import io.groat.web.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * SecretAttempts at a secret. While one is made it holds the place of a failure; it becomes one when it was wrong, known by its
 * problem, and none when it was right or came to no end. A try that has begun is made to its end though its caller
 * hangs up: else nobody would know which it was.
 */
final class SecretAttempts {

    private final Lockout lockout;
    private final AuthTrail trail;

    public SecretAttempts(Lockout lockout, AuthTrail trail) {
        this.lockout = lockout;
        this.trail = trail;
    }

    /** Makes a try, if none is locked; LOCKED_OUT with the time that is left else. */
    <T> Mono<T> make(LockSubject subject, @Nullable String userId, Client client, Mono<T> attempt) {
        return make(
                subject,
                attempt,
                left -> trail.refused(AuthAction.LOCKED_OUT, userId, client)
                        .then(Mono.error(AuthProblem.LOCKED_OUT.exception(left))));
    }

    /**
     * The same where a lock must not show, for it would tell that two names are one user's: the other attempt, which is
     * never right, is made instead.
     */
    <T> Mono<T> makeUnseen(LockSubject subject, Mono<T> attempt, Mono<T> instead) {
        return make(subject, attempt, left -> instead);
    }

    private <T> Mono<T> make(LockSubject subject, Mono<T> attempt, Function<Duration, Mono<T>> locked) {
        return Detached.work(lockout.begin(subject)
                .flatMap(begun -> begun instanceof Begun.Try made
                        ? settled(subject, made, attempt)
                        : locked.apply(((Begun.Locked) begun).left())));
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

    /** A wrong one is counted before its caller learns that it was wrong. */
    private <T> Mono<T> settled(LockSubject subject, Begun.Try begun, Mono<T> attempt) {
        return attempt.materialize()
                .flatMap(end -> {
                    Throwable failure = end.getThrowable();
                    Mono<Void> ended = lockout.end(subject, begun, failure != null && isWrong(failure));
                    boolean known = failure == null || isWrong(failure);
                    return (known ? ended : ended.onErrorComplete()).thenReturn(end);
                })
                .dematerialize();
    }

    private static boolean isWrong(Throwable failure) {
        return failure instanceof ProblemException known
                && (known.problem().code() == AuthProblem.INVALID_CREDENTIALS
                        || known.problem().code() == AuthProblem.INVALID_CODE);
    }
}
