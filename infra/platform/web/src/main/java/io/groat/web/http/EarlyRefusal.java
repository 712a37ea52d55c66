package io.groat.web.http;

import io.groat.web.problem.Problem;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests by their heads alone, before anything else of ours has them. That costs a small part of what a refusal
 * costs later, which counts when more come than can be served: of all that a busy process does, refusing is what nobody
 * gets anything of. Called on the server's threads: it must not wait for anything.
 */
public interface EarlyRefusal {

    /** What to answer. */
    record Refusal(Problem problem, Map<String, String> headers) {}

    /** Why this one is not let in; null when it is. Later steps may still refuse it. */
    @Nullable
    Refusal of(HttpRequest head);
}
