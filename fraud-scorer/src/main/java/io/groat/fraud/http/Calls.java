package io.groat.fraud.http;

import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Detached;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** What the service's calls have in common. */
public final class Calls {

    /** For those who look. */
    public static final Access READS = Access.of(Scope.REVIEWS_READ, Role.ANALYST, Role.ADMIN);

    /** For those who decide. */
    public static final Access DECIDES = Access.of(Scope.REVIEWS_WRITE, Role.ANALYST, Role.ADMIN);

    private Calls() {}

    /** Who makes the call, in one word. */
    public static String caller(ServerRequest request) {
        return Permit.of(request).caller().text();
    }

    /** The same work, but one that is done to its end though the client leaves. */
    public static <T> Mono<T> toItsEnd(Mono<T> work) {
        return Detached.work(work);
    }

    public static ProblemException notFound() {
        return new ProblemException(WebProblem.NOT_FOUND);
    }
}
