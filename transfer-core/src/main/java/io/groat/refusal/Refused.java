package io.groat.refusal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal with its occasion.
 *
 * @param field the request's field at fault, if it is one field
 * @param detail what about it, for a person to read; names no secret
 * @param members what only some refusals say, by name: text, and numbers that are amounts or counts
 */
public record Refused(
        Refusal refusal, @Nullable String field, @Nullable String detail, Map<String, Object> members) {

    public Refused(Refusal refusal, @Nullable String field, @Nullable String detail) {
        this(refusal, field, detail, Map.of());
    }

    public static Refused of(Refusal refusal) {
        return new Refused(refusal, null, null, Map.of());
    }

    public static Refused of(Refusal refusal, String field) {
        return new Refused(refusal, field, null, Map.of());
    }

    public static Refused of(Refusal refusal, String field, String detail) {
        return new Refused(refusal, field, detail, Map.of());
    }

    /** With more that is said, in that order. */
    public Refused saying(Map<String, Object> more) {
        return new Refused(refusal, field, detail, new LinkedHashMap<>(more));
    }
}
