package io.groat.web.json;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Fields that many answers have, written in the one way that all of them do. */
public final class JsonWords {

    private JsonWords() {}

    /** A string, or an explicit null. */
    public static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }

    /** A whole number, or an explicit null. */
    public static void number(JsonGenerator json, String name, @Nullable Long value) {
        json.writeName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value.longValue());
        }
    }

    public static void id(JsonGenerator json, String name, @Nullable UUID value) {
        text(json, name, value == null ? null : value.toString());
    }

    /** ISO 8601 in UTC. */
    public static void time(JsonGenerator json, String name, @Nullable Instant value) {
        text(json, name, value == null ? null : value.toString());
    }
}
