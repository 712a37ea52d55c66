package io.groat.sandbox.http;

import io.groat.sandbox.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * An answer.
 *
 * @param body in pieces
 * @param whole there is one piece
 */
public record Reply(int status, String type, Pieces body, boolean whole, Map<String, String> headers) {

    private static final String JSON = "application/json";

    /** Text that is made while it is written. */
    public interface Pieces {
        void writeTo(Consumer<String> out);
    }

    public static Reply ok(JsonNode body) {
        return of(200, body);
    }

    public static Reply of(int status, JsonNode body) {
        return text(status, JSON, Json.text(body));
    }

    public static Reply text(int status, String type, String body) {
        return new Reply(status, type, out -> out.accept(body), true, Map.of());
    }

    /** JSON that would be too long to hold in memory. */
    public static Reply pieces(Pieces json) {
        return new Reply(200, JSON, json, false, Map.of());
    }

    public Reply with(String header, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(header, value);
        return new Reply(status, type, body, whole, all);
    }
}
