package io.groat.infra.fuzz;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One call of a service, with what is known of its requests.
 *
 * @param pattern its path, with variables in braces
 * @param parameters of its query that it knows
 * @param bodyType the media type of its body; null when it takes none
 * @param body an example that it can read; of a stream one line, of a form its members; null when it takes none
 */
public record ApiCall(
        String method,
        String pattern,
        List<String> parameters,
        @Nullable String bodyType,
        @Nullable JsonNode body) {

    public ApiCall {
        parameters = List.copyOf(parameters);
    }

    /** A call of which nothing is known but that it is there. */
    public static ApiCall bare(String method, String pattern) {
        return new ApiCall(method, pattern, List.of(), null, null);
    }

    /** Such as {@code GET /v1/things/{id}}. */
    public String name() {
        return method + " " + pattern;
    }
}
