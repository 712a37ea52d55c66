package io.groat.sandbox.http;

import io.groat.sandbox.json.Json;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An answer. */
public record Reply(int status, String type, String body, Map<String, String> headers) {

    public static Reply ok(JsonNode body) {
        return of(200, body);
    }

    public static Reply of(int status, JsonNode body) {
        return new Reply(status, "application/json", Json.text(body), Map.of());
    }

    public static Reply csv(String text) {
        return new Reply(200, "text/csv; charset=utf-8", text, Map.of());
    }

    public Reply with(String header, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(header, value);
        return new Reply(status, type, body, all);
    }
}
