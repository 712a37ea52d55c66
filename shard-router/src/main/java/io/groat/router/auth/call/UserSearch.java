package io.groat.router.auth.call;

import io.groat.db.Stretch;
import io.groat.engine.ShardGateway;
import io.groat.router.auth.call.AuthViews.UserView;
import io.groat.router.auth.login.LoginName;
import io.groat.router.auth.login.Profiles;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.user.Identifier;
import io.groat.router.auth.user.User;
import io.groat.router.auth.user.UserFilter;
import io.groat.router.auth.user.UserPages;
import io.groat.router.auth.user.UserStatus;
import io.groat.router.problem.MoneyProblems;
import io.groat.shard.ShardKey;
import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Filters;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.JsonWords;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Finds users by what is known of them, for those who look after them. */
final class UserSearch {

    /** The last part of a call's path, where others have a user's id: nobody can register by it. */
    static final String FIND = "find";

    private static final Access ALL = Access.of(Scope.USERS_READ, Role.ADMIN);
    private static final Access ONE = Access.of(Scope.USERS_READ, Role.OPERATOR, Role.ADMIN);

    private static final Query<UserStatus> STATUS =
            Query.oneOf("status", "Only users of that status", UserStatus.class, "has to be PENDING, ACTIVE or CLOSED");
    private static final Query<String> ROLE = Query.oneOf(
            "role", "Only users who have that role", UserCalls.ROLES, "has to be user, operator, analyst or admin");
    private static final Query<LoginName.ByIdentifier> PHONE = Query.text(
                    "phone", "Only users of that phone number, proven or not; written as at registration")
            .as(text -> AuthFields.byPhone(withPlus(text)));
    /** As in a number, a space between other letters can only have been a plus sign. */
    private static final Query<LoginName.ByIdentifier> EMAIL = Query.text(
                    "email", "Only the user whose that e-mail address is; written as at registration")
            .as(text -> AuthFields.byEmail(text.strip().replace(' ', '+')));

    private static final Query<String> NAME = Query.text(
                    "name", "Only users whose full name has that in it, in capitals or not")
            .as(text -> AuthFields.personName("name", text));
    private static final Query<Instant> CREATED_FROM =
            Query.time("createdFrom", "Only users who registered at or after that time");
    private static final Query<Instant> CREATED_TO =
            Query.time("createdTo", "Only users who registered before that time");
    private static final Query<Instant> FROM = Query.FROM.meaning("The same as `createdFrom`; one of them alone");
    private static final Query<Instant> TO = Query.TO.meaning("The same as `createdTo`; one of them alone");
    private static final Filters FILTERS =
            Filters.of(STATUS, ROLE, PHONE, EMAIL, NAME, CREATED_FROM, CREATED_TO, FROM, TO);

    private final UserPages pages;
    private final Profiles profiles;
    private final ShardGateway gateway;

    UserSearch(UserPages pages, Profiles profiles, ShardGateway gateway) {
        this.pages = pages;
        this.profiles = profiles;
        this.gateway = gateway;
    }

    Routes routes() {
        return Routes.of(
                Route.get("/v1/users", ALL)
                        .named("users", "getUsers", "Users, newest first")
                        .details(
                                "Answers once all shards do. By `role` or `name` only some thousand users of each shard are"
                                        + " looked at for a page, so it may hold fewer than asked for, even none, and yet have a"
                                        + " `next`: go on until that is null. A cursor goes on by the filters of its page; with"
                                        + " others it is refused.")
                        .query(FILTERS.with(Query.LIMIT, Query.CURSOR))
                        .givesPage(UserView.class)
                        .refuses(MoneyProblems.onShards())
                        .by(this::page),
                Route.get("/v1/users/" + FIND, ONE)
                        .named("users", "findUser", "The user of a phone number or an e-mail address")
                        .details("Takes one of the two. What somebody gave and has still to prove is nobody's.")
                        .query(
                                PHONE.meaning("Their number, written as at registration"),
                                EMAIL.meaning("Their address, written as at registration"))
                        .gives(200, UserView.class, "The user")
                        .refuses(WebProblem.MISSING_FIELD, AuthProblem.USER_NOT_FOUND)
                        .refuses(MoneyProblems.onShards())
                        .by(this::find));
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        int limit = Parameters.limit(request);
        UserFilter filter = filter(request);
        return pages.page(filter, UserCursor.of(request, FILTERS), limit)
                .flatMap(found -> Answer.ok(json -> {
                    json.writeStartObject();
                    json.writeArrayPropertyStart("items");
                    found.found().forEach(user -> Shape.body(view(user)).write(json));
                    json.writeEndArray();
                    JsonWords.text(json, "next", next(found, request));
                    json.writeEndObject();
                }));
    }

    private Mono<ServerResponse> find(ServerRequest request) {
        return profiles.owner(only(PHONE.of(request), EMAIL.of(request)))
                .flatMap(user -> LoginCalls.answer(200, view(user)));
    }

    /** The one of the two that is there. */
    private static LoginName.ByIdentifier only(
            LoginName.@Nullable ByIdentifier phone, LoginName.@Nullable ByIdentifier email) {
        if ((phone == null) == (email == null)) {
            throw new ProblemException(
                    phone == null ? WebProblem.MISSING_FIELD : WebProblem.INVALID_FIELD,
                    PHONE.name(),
                    "One of \"phone\" and \"email\" has to be there, and one alone");
        }
        return phone == null ? Objects.requireNonNull(email) : phone;
    }

    private static UserFilter filter(ServerRequest request) {
        LoginName.ByIdentifier phone = PHONE.of(request);
        LoginName.ByIdentifier email = EMAIL.of(request);
        return new UserFilter(
                STATUS.of(request),
                ROLE.of(request),
                phone == null ? List.of() : forms(phone.identifier(), phone.before()),
                email == null ? null : email.identifier(),
                NAME.of(request),
                either(CREATED_FROM, FROM, request),
                either(CREATED_TO, TO, request));
    }

    private static List<Identifier> forms(Identifier now, @Nullable Identifier before) {
        return before == null ? List.of(now) : List.of(now, before);
    }

    /** A parameter of two names. */
    private static @Nullable Instant either(Query<Instant> one, Query<Instant> other, ServerRequest request) {
        Instant time = one.of(request);
        Instant same = other.of(request);
        if (time != null && same != null) {
            throw Parameters.invalid(
                    one.name(),
                    "\"" + one.name() + "\" and \"" + other.name() + "\" are the same, and one may be there");
        }
        return time == null ? same : time;
    }

    /** A plus sign in a query means a space; in front of a number it can only have been a plus sign. */
    private static String withPlus(String phone) {
        String typed = phone.strip();
        return phone.startsWith(" ") && !typed.isEmpty() && Character.isDigit(typed.charAt(0)) ? "+" + typed : phone;
    }

    private static @Nullable String next(Stretch<User, UserFilter.Place> page, ServerRequest request) {
        UserFilter.Place end = page.end();
        return end == null ? null : UserCursor.text(end, FILTERS.digest(request));
    }

    private UserView view(User user) {
        return UserView.of(user, gateway.shardOf(ShardKey.ofUser(user.id())));
    }
}
