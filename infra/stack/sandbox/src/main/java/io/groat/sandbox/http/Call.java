package io.groat.sandbox.http;

import io.groat.sandbox.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that has come in whole.
 *
 * @param header a header's value by its name; null where it has none
 */
public record Call(
        String method,
        String path,
        Map<String, String> variables,
        Map<String, String> query,
        Function<String, @Nullable String> header,
        String body) {

    /** The part of the path that stands for a name of the route's. */
    public String variable(String name) {
        return Optional.ofNullable(variables.get(name))
                .orElseThrow(() -> new IllegalStateException("the route has no " + name));
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(header.apply(name));
    }

    /** The body, which has to be a JSON object. */
    public ObjectNode json() {
        try {
            JsonNode read = Json.read(body);
            if (read instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException broken) {
            throw Refusal.of(Refusal.Kind.BAD_REQUEST, "the body is no JSON");
        }
        throw Refusal.of(Refusal.Kind.BAD_REQUEST, "the body has to be a JSON object");
    }

    public Map<String, String> form() {
        return Form.read(body);
    }

    Call with(Map<String, String> found) {
        return new Call(method, path, found, query, header, body);
    }
}
