package io.groat.router.auth.call;

import io.groat.router.auth.call.AuthViews.SessionView;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.session.Sessions;
import io.groat.router.auth.trail.AuthAction;
import io.groat.router.auth.trail.AuthTrail;
import io.groat.router.problem.MoneyProblems;
import io.groat.web.access.Caller;
import io.groat.web.access.Permit;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows people where they are logged in, and logs them out. */
final class SessionCalls {

    private final Sessions sessions;
    private final AuthTrail trail;

    public SessionCalls(Sessions sessions, AuthTrail trail) {
        this.sessions = sessions;
        this.trail = trail;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/auth/sessions", AuthLimits.OWN)
                        .named("login", "getSessions", "Where one is logged in")
                        .details("All sessions in one page, the last used first.")
                        .givesPage(SessionView.class)
                        .refuses(AuthProblem.AUTH_UNAVAILABLE)
                        .by(this::all),
                Route.delete("/v1/auth/session", AuthLimits.OWN)
                        .named("login", "logout", "Logs out")
                        .details(
                                "Ends the session that the access token is of. Its refresh token is no longer good; the"
                                        + " access token itself no later than 30 seconds after, here and in the other services.")
                        .givesNothing("Logged out")
                        .refuses(AuthProblem.SESSION_NOT_FOUND, AuthProblem.AUTH_UNAVAILABLE)
                        .refuses(MoneyProblems.onShards())
                        .by(this::logout),
                Route.delete("/v1/auth/sessions/{id}", AuthLimits.OWN)
                        .named("login", "endSession", "Ends a session of one's own")
                        .path("id", "The session's id")
                        .givesNothing("Ended")
                        .refuses(AuthProblem.SESSION_NOT_FOUND, AuthProblem.AUTH_UNAVAILABLE)
                        .refuses(MoneyProblems.onShards())
                        .by(this::end));
    }

    private Mono<ServerResponse> all(ServerRequest request) {
        Caller caller = Permit.of(request).caller();
        return sessions.list(caller.id())
                .flatMap(found -> LoginCalls.answer(
                        200,
                        new Page<>(found, null)
                                .json(
                                        SessionView.class,
                                        session -> SessionView.of(
                                                session, session.id().toString().equals(caller.sessionId())))));
    }

    /** Ends the session that the token is of; one that has ended already is no fault. */
    private Mono<ServerResponse> logout(ServerRequest request) {
        Caller caller = Permit.of(request).caller();
        Client client = AuthFields.client(request);
        UUID session = AuthFields.id(caller.sessionId()).orElseThrow(AuthProblem.SESSION_NOT_FOUND::exception);
        return sessions.end(caller.id(), session)
                .flatMap(ended -> ended ? trail.done(AuthAction.LOGGED_OUT, caller.id(), client) : Mono.empty())
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> end(ServerRequest request) {
        Caller caller = Permit.of(request).caller();
        Client client = AuthFields.client(request);
        UUID session = Parameters.id(request, "id").orElseThrow(() -> notFound());
        return sessions.end(caller.id(), session)
                .flatMap(ended -> ended
                        ? trail.done(AuthAction.SESSION_ENDED, caller.id(), client)
                        : Mono.<Void>error(notFound()))
                .then(ServerResponse.noContent().build());
    }

    private static RuntimeException notFound() {
        return AuthProblem.SESSION_NOT_FOUND.exception("id", null);
    }
}
