package io.groat.router.auth.call;

import io.groat.router.auth.login.Enrolment;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Sessions;
import io.groat.router.http.SecondFactor;
import io.groat.web.access.Caller;
import io.groat.web.access.Permit;
import io.groat.web.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * A second factor is fresh when a code of the authenticator app is told, or a recovery code, or when the login itself, which
 * asked for one, was a moment ago. Tokens of a session are made anew by refreshing it; when it was opened stays.
 */
final class FreshFactor implements SecondFactor {

    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Enrolment enrolment;
    private final Sessions sessions;
    private final InstantSource clock;

    FreshFactor(Enrolment enrolment, Sessions sessions, InstantSource clock) {
        this.enrolment = enrolment;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public ProblemCode[] problems() {
        return new ProblemCode[] {
            AuthProblem.SECOND_FACTOR_NEEDED,
            AuthProblem.INVALID_CODE,
            AuthProblem.TOTP_NOT_ENABLED,
            AuthProblem.USER_NOT_FOUND,
            AuthProblem.LOCKED_OUT,
            AuthProblem.AUTH_BUSY,
            AuthProblem.AUTH_UNAVAILABLE
        };
    }

    @Override
    public Mono<Void> require(ServerRequest request, @Nullable String code) {
        Caller caller = Permit.of(request).caller();
        if (caller.kind() != Caller.Kind.USER) {
            return Mono.empty();
        }
        return code == null
                ? requireFreshLogin(caller)
                : enrolment
                        .prove(caller.id(), AuthFields.code(code), AuthFields.client(request))
                        .then();
    }

    private Mono<Void> requireFreshLogin(Caller caller) {
        UUID session = AuthFields.id(caller.sessionId()).orElse(null);
        if (session == null) {
            return Mono.error(needed());
        }
        Instant since = clock.instant().minus(FRESH);
        return sessions.list(caller.id())
                .flatMapIterable(all -> all)
                .any(open -> open.id().equals(session) && open.createdAt().isAfter(since))
                .flatMap(fresh -> fresh ? Mono.empty() : Mono.error(needed()));
    }

    private static RuntimeException needed() {
        return AuthProblem.SECOND_FACTOR_NEEDED.exception(
                "code", "Tell a code of the authenticator app, or log in once more");
    }
}
