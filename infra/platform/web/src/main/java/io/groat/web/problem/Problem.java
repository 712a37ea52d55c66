package io.groat.web.problem;

import io.groat.event.MinorUnitsJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A problem as its reader gets it.
 *
 * @param field the request's field at fault, if it is one field
 * @param detail what about it, for a person to read; names no secret
 * @param extensions members that only some problems have, by name: text, and whole numbers, which are written as amounts are
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, problem details</a>
 */
public record Problem(
        ProblemCode code, @Nullable String field, @Nullable String detail, Map<String, Object> extensions) {

    public static Problem of(ProblemCode code) {
        return new Problem(code, null, null, Map.of());
    }

    public static Problem of(ProblemCode code, @Nullable String field, @Nullable String detail) {
        return new Problem(code, field, detail, Map.of());
    }

    public int status() {
        return code.status();
    }

    /** Writes the members of the problem into an object that is open. */
    public void writeMembers(JsonGenerator json, @Nullable String instance) {
        json.writeStringProperty("type", code.type());
        json.writeStringProperty("title", code.title());
        json.writeNumberProperty("status", code.status());
        writeIfThere(json, "detail", detail);
        writeIfThere(json, "instance", instance);
        json.writeStringProperty("code", code.name());
        writeIfThere(json, "field", field);
        extensions.forEach((name, value) -> write(json, name, value));
    }

    private static void write(JsonGenerator json, String name, Object value) {
        if (value instanceof Long number) {
            json.writeName(name);
            MinorUnitsJson.write(json, number);
        } else {
            json.writeStringProperty(name, value.toString());
        }
    }

    private static void writeIfThere(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }
}
