package io.groat.router.auth.call;

import io.groat.engine.ShardGateway;
import io.groat.router.audit.AuditEntry;
import io.groat.router.audit.AuditLog;
import io.groat.router.auth.call.AuthBodies.ChallengeAnswer;
import io.groat.router.auth.call.AuthBodies.UserChange;
import io.groat.router.auth.call.AuthViews.UserView;
import io.groat.router.auth.login.Emails;
import io.groat.router.auth.login.Profiles;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.trail.AuthAction;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserStatus;
import io.groat.router.problem.MoneyProblems;
import io.groat.shard.ShardKey;
import io.groat.web.access.Access;
import io.groat.web.access.Limit;
import io.groat.web.access.Permit;
import io.groat.web.access.Rate;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Bodies;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows and changes users. What is another's is not there for a user. */
final class UserCalls {

    private static final Access READ = Access.of(Scope.USERS_READ, Role.USER, Role.OPERATOR, Role.ADMIN, Role.SERVICE);
    private static final Access WRITE = Access.of(Scope.USERS_WRITE, Role.USER, Role.OPERATOR, Role.ADMIN);
    private static final Access PROVE = WRITE.limited(Limit.guarding("credentials", Rate.parse("30/m")));

    static final List<String> ROLES = List.of("user", "operator", "analyst", "admin");
    private static final String ID = "The user's id";

    private final Profiles profiles;
    private final Emails emails;
    private final AuditLog audit;
    private final ShardGateway gateway;
    private final Bodies bodies;

    public UserCalls(Profiles profiles, Emails emails, AuditLog audit, ShardGateway gateway, Bodies bodies) {
        this.profiles = profiles;
        this.emails = emails;
        this.audit = audit;
        this.gateway = gateway;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/users/{id}", READ)
                        .named("users", "getUser", "Shows a user")
                        .details("A user sees only themselves; others are not there for them.")
                        .path("id", ID)
                        .gives(200, UserView.class, "The user")
                        .refuses(AuthProblem.USER_NOT_FOUND)
                        .refuses(MoneyProblems.onShards())
                        .by(this::get),
                AuthLimits.mayBeBusy(Route.patch("/v1/users/{id}", WRITE)
                                .named("users", "changeUser", "Changes a user")
                                .details(
                                        "Whoever is CLOSED is logged out everywhere and logs in no more. An e-mail address"
                                                + " changes once the code that is sent there is told, by the `emailChallenge` of the"
                                                + " answer.")
                                .path("id", ID)
                                .takes(UserChange.class)
                                .gives(200, UserView.class, "The user as they are now")
                                .refuses(AuthProblem.USER_NOT_FOUND, AuthProblem.RESEND_TOO_SOON))
                        .by(bodies, this::change),
                AuthLimits.mayBeBusy(Route.post("/v1/users/{id}/email/verify", PROVE)
                                .named(
                                        "users",
                                        "verifyEmail",
                                        "Proves an e-mail address with the code that was sent there")
                                .details(
                                        "From now on it is the user's: they log in by it and are written to. Another code is"
                                                + " sent by `POST /v1/auth/otp/resend`. A challenge that nobody answers runs out and"
                                                + " leaves nothing.")
                                .path("id", ID)
                                .takes(ChallengeAnswer.class)
                                .gives(200, UserView.class, "The user as they are now")
                                .refuses(
                                        AuthProblem.USER_NOT_FOUND,
                                        AuthProblem.INVALID_CODE,
                                        AuthProblem.CHALLENGE_OVER,
                                        AuthProblem.EMAIL_TAKEN))
                        .by(bodies, this::proveEmail),
                AuthLimits.mayBeBusy(Route.delete("/v1/users/{id}/email", WRITE)
                                .named("users", "removeEmail", "Takes a user's e-mail address away")
                                .details(
                                        "They log in and are written to by it no more, and it is anybody's to prove. No"
                                                + " fault when there is none.")
                                .path("id", ID)
                                .givesNothing("There is none now")
                                .refuses(AuthProblem.USER_NOT_FOUND))
                        .by(this::removeEmail));
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        return profiles.get(userId(request)).flatMap(this::answer);
    }

    private Mono<ServerResponse> change(ServerRequest request, Mono<UserChange> body) {
        String userId = userId(request);
        boolean admin = Permit.of(request).caller().roles().contains(Role.ADMIN);
        return body.flatMap(wanted -> {
            Profiles.Change change = change(wanted, admin);
            return profiles.change(userId, change)
                    .flatMap(
                            changed -> remember(request, changed.user(), change).thenReturn(changed))
                    .flatMap(changed -> LoginCalls.answer(
                            200, UserView.of(changed.user(), shardOf(changed.user()), changed.email())));
        });
    }

    private Mono<ServerResponse> proveEmail(ServerRequest request, Mono<ChallengeAnswer> body) {
        String userId = userId(request);
        Client client = AuthFields.client(request);
        return body.flatMap(given -> emails.prove(userId, given.challengeId(), AuthFields.code(given.code()), client))
                .flatMap(this::answer);
    }

    private Mono<ServerResponse> removeEmail(ServerRequest request) {
        return emails.remove(userId(request), AuthFields.client(request))
                .then(ServerResponse.noContent().build());
    }

    private Mono<Void> remember(ServerRequest request, User user, Profiles.Change change) {
        AuthAction act = change.roles() != null
                ? AuthAction.ROLES_CHANGED
                : change.status() != null ? AuthAction.STATUS_CHANGED : AuthAction.PROFILE_CHANGED;
        AuditEntry entry = AuditEntry.done(request.exchange(), act.name(), user.id());
        return audit.tryAppend(
                act == AuthAction.PROFILE_CHANGED
                        ? entry
                        : entry.saying("roles: " + String.join(" ", user.roles()) + "; status: " + user.status()));
    }

    /** The id in the path; USER_NOT_FOUND when it can't be there for the caller. */
    private static String userId(ServerRequest request) {
        String userId = request.pathVariable("id");
        if (!io.groat.account.UserIds.isUserId(userId) || !Permit.of(request).covers(userId)) {
            throw AuthProblem.USER_NOT_FOUND.exception("id", null);
        }
        return userId;
    }

    private static Profiles.Change change(UserChange wanted, boolean admin) {
        String fullName = wanted.fullName();
        String email = wanted.email();
        List<String> roles = wanted.roles();
        String status = wanted.status();
        if (!admin && (roles != null || status != null)) {
            throw new ProblemException(
                    WebProblem.FORBIDDEN, roles != null ? "roles" : "status", "Only an admin may set it");
        }
        return new Profiles.Change(
                fullName == null ? null : AuthFields.fullName(fullName),
                email == null ? null : AuthFields.email(email),
                roles == null ? null : roles(roles),
                status == null ? null : settable(status));
    }

    private static Set<String> roles(List<String> texts) {
        if (!ROLES.containsAll(texts)) {
            throw Parameters.invalid("roles", "\"roles\" may name user, operator, analyst and admin");
        }
        return new HashSet<>(texts);
    }

    private static UserStatus settable(String text) {
        UserStatus status = status(text);
        if (status == UserStatus.PENDING) {
            throw Parameters.invalid("status", "\"status\" may be set to ACTIVE or CLOSED");
        }
        return status;
    }

    private static UserStatus status(String text) {
        try {
            return UserStatus.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException noStatus) {
            throw Parameters.invalid("status", "\"status\" has to be PENDING, ACTIVE or CLOSED");
        }
    }

    private Mono<ServerResponse> answer(User user) {
        return LoginCalls.answer(200, UserView.of(user, shardOf(user)));
    }

    private int shardOf(User user) {
        return gateway.shardOf(ShardKey.ofUser(user.id()));
    }
}
