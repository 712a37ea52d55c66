package io.groat.router.http;

import io.groat.web.problem.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * A fresh second factor, for calls about money that need more of a user than a session. They know nothing of how users prove
 * who they are, and those who do nothing of money.
 */
public interface SecondFactor {

    /** What those calls say of it. */
    String DOC =
            "A code of the authenticator app, or a recovery code; not needed within five minutes of the session's login";

    /** What it may be refused for. */
    ProblemCode[] problems();

    /**
     * Fails unless it is the user themselves who asks just now. Of callers who are no users, such as API keys, none is asked.
     *
     * @param code as it was typed; null when none was given
     */
    Mono<Void> require(ServerRequest request, @Nullable String code);
}
