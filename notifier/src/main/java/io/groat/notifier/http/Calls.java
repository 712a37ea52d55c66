package io.groat.notifier.http;

import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.web.reactive.function.server.ServerRequest;

/** What the service's calls have in common. */
public final class Calls {

    /** For users about what is theirs, and for those who act for them. */
    public static final Access READS = Access.of(Scope.NOTIFICATIONS_READ, Role.USER, Role.OPERATOR, Role.ADMIN);

    /** The same for changes. */
    public static final Access WRITES = Access.of(Scope.NOTIFICATIONS_WRITE, Role.USER, Role.OPERATOR, Role.ADMIN);

    /** For those who have something to tell. */
    public static final Access SENDS = Access.of(Scope.NOTIFICATIONS_WRITE, Role.SERVICE, Role.OPERATOR, Role.ADMIN);

    /** For those who keep the service running. */
    public static final Access OPERATES = Access.of(Scope.NOTIFICATIONS_WRITE, Role.OPERATOR, Role.ADMIN);

    /** Whose list is asked for. */
    public static final Query<String> USER_ASKED =
            Query.text("userId", "Whose; callers who have only their own need not say");

    /** What {@code userId} in a path is. */
    public static final String USER_PATH = "The user; another's is not there for a user";

    private static final Pattern USER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@+-]{0,63}");

    private Calls() {}

    /** The user in the path, who is there for the caller. */
    public static String user(ServerRequest request) {
        String user = request.pathVariable("userId");
        if (!USER.matcher(user).matches() || !Permit.of(request).covers(user)) {
            throw notFound();
        }
        return user;
    }

    /** The user that a list is asked of; callers who have only their own need not say. */
    public static String userAsked(ServerRequest request) {
        Permit permit = Permit.of(request);
        String user = request.queryParam("userId")
                .orElse(permit.onlyOwn() ? permit.caller().id() : "");
        if (user.isEmpty()) {
            throw new ProblemException(WebProblem.MISSING_FIELD, "userId", "\"userId\" is missing");
        }
        requireUser("userId", user);
        if (!permit.covers(user)) {
            throw notFound();
        }
        return user;
    }

    /** Refuses what is no user's id. */
    public static void requireUser(String field, String user) {
        if (!USER.matcher(user).matches()) {
            throw Parameters.invalid(field, "\"" + field + "\" is no user's id");
        }
    }

    public static UUID id(ServerRequest request) {
        return Parameters.id(request, "id").orElseThrow(Calls::notFound);
    }

    public static ProblemException notFound() {
        return new ProblemException(WebProblem.NOT_FOUND);
    }
}
