package io.groat.router.auth.call;

import io.groat.engine.ShardGateway;
import io.groat.router.audit.AuditEntry;
import io.groat.router.audit.AuditLog;
import io.groat.router.auth.login.Emails;
import io.groat.router.auth.login.Profiles;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.session.Client;
import io.groat.router.auth.trail.Act;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserFilter;
import io.groat.router.auth.user.UserPages;
import io.groat.router.auth.user.UserStatus;
import io.groat.shard.ShardKey;
import io.groat.web.access.Access;
import io.groat.web.access.Limit;
import io.groat.web.access.Permit;
import io.groat.web.access.Rate;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonFields;
import io.groat.web.json.JsonText;
import io.groat.web.json.JsonWords;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows and changes users. What is another's is not there for a user. */
public final class UserCalls {

    private static final Access READ = Access.of(Scope.USERS_READ, Role.USER, Role.OPERATOR, Role.ADMIN, Role.SERVICE);
    private static final Access WRITE = Access.of(Scope.USERS_WRITE, Role.USER, Role.OPERATOR, Role.ADMIN);
    private static final Access PROVE = WRITE.limited(Limit.guarding("credentials", Rate.parse("30/m")));
    private static final Access ALL = Access.of(Scope.USERS_READ, Role.ADMIN);

    private static final Set<String> FIELDS = Set.of("fullName", "email", "roles", "status");
    private static final Set<String> FILTERS = Set.of("status", "role", "from", "to", "limit", "cursor");
    private static final Set<String> ROLES = Set.of("user", "operator", "analyst", "admin");

    private final Profiles profiles;
    private final Emails emails;
    private final UserPages pages;
    private final AuditLog audit;
    private final ShardGateway gateway;
    private final Bodies bodies;

    public UserCalls(
            Profiles profiles, Emails emails, UserPages pages, AuditLog audit, ShardGateway gateway, Bodies bodies) {
        this.profiles = profiles;
        this.emails = emails;
        this.pages = pages;
        this.audit = audit;
        this.gateway = gateway;
        this.bodies = bodies;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/users", ALL, this::page),
                Route.get("/v1/users/{id}", READ, this::get),
                Route.patch("/v1/users/{id}", WRITE, this::change),
                Route.post("/v1/users/{id}/email/verify", PROVE, this::proveEmail),
                Route.delete("/v1/users/{id}/email", WRITE, this::removeEmail));
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        return profiles.get(userId(request)).flatMap(this::answer);
    }

    private Mono<ServerResponse> change(ServerRequest request) {
        String userId = userId(request);
        boolean admin = Permit.of(request).caller().roles().contains(Role.ADMIN);
        return bodies.json(request).flatMap(body -> {
            Profiles.Change change = change(JsonText.object(body), admin);
            return profiles.change(userId, change)
                    .flatMap(
                            changed -> remember(request, changed.user(), change).thenReturn(changed))
                    .flatMap(changed -> LoginCalls.answer(
                            200,
                            json -> AuthJson.write(json, changed.user(), shardOf(changed.user()), changed.email())));
        });
    }

    private Mono<ServerResponse> proveEmail(ServerRequest request) {
        String userId = userId(request);
        Client client = AuthFields.client(request);
        return bodies.json(request)
                .flatMap(body -> {
                    JsonFields fields = JsonText.object(body);
                    fields.requireOnly(Set.of("challengeId", "code"));
                    return emails.prove(userId, AuthFields.challengeId(fields), AuthFields.code(fields), client);
                })
                .flatMap(this::answer);
    }

    private Mono<ServerResponse> removeEmail(ServerRequest request) {
        return emails.remove(userId(request), AuthFields.client(request))
                .then(ServerResponse.noContent().build());
    }

    private Mono<Void> remember(ServerRequest request, User user, Profiles.Change change) {
        Act act = change.roles() != null
                ? Act.ROLES_CHANGED
                : change.status() != null ? Act.STATUS_CHANGED : Act.PROFILE_CHANGED;
        AuditEntry entry = AuditEntry.done(request.exchange(), act.name(), user.id());
        return audit.tryAppend(
                act == Act.PROFILE_CHANGED
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

    private static Profiles.Change change(JsonFields fields, boolean admin) {
        fields.requireOnly(FIELDS);
        if (!admin && (fields.has("roles") || fields.has("status"))) {
            throw new ProblemException(
                    WebProblem.FORBIDDEN, fields.has("roles") ? "roles" : "status", "Only an admin may set it");
        }
        String fullName = fields.has("fullName") ? AuthFields.fullName(fields.text("fullName")) : null;
        return new Profiles.Change(
                fullName,
                fields.has("email") ? AuthFields.email(fields.text("email")) : null,
                fields.has("roles") ? roles(fields.texts("roles")) : null,
                fields.has("status") ? settable(fields.text("status")) : null);
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

    private Mono<ServerResponse> page(ServerRequest request) {
        Parameters.requireOnly(request, FILTERS);
        int limit = Parameters.limit(request);
        String role = request.queryParam("role").orElse(null);
        if (role != null && !ROLES.contains(role)) {
            throw Parameters.invalid("role", "\"role\" has to be user, operator, analyst or admin");
        }
        UserFilter filter = new UserFilter(
                request.queryParam("status").map(UserCalls::status).orElse(null),
                role,
                Parameters.time(request, "from"),
                Parameters.time(request, "to"),
                UserCursor.of(request),
                limit + 1);
        return pages.page(filter)
                .flatMap(found -> Answer.ok(json -> {
                    List<User> shown = found.size() > limit ? found.subList(0, limit) : found;
                    json.writeStartObject();
                    json.writeArrayPropertyStart("items");
                    shown.forEach(user -> AuthJson.write(json, user, shardOf(user)));
                    json.writeEndArray();
                    JsonWords.text(json, "next", found.size() > limit ? next(shown) : null);
                    json.writeEndObject();
                }));
    }

    private static @Nullable String next(List<User> shown) {
        return UserCursor.text(shown.get(shown.size() - 1));
    }

    private Mono<ServerResponse> answer(User user) {
        return LoginCalls.answer(200, json -> AuthJson.write(json, user, shardOf(user)));
    }

    private int shardOf(User user) {
        return gateway.shardOf(ShardKey.ofUser(user.id()));
    }
}
