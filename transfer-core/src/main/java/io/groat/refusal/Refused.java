package io.groat.refusal;

import org.jspecify.annotations.Nullable;

/**
 * A refusal with its occasion.
 *
 * @param field the request's field at fault, if it is one field
 * @param detail what about it, for a person to read; names no secret
 */
public record Refused(
        Refusal refusal, @Nullable String field, @Nullable String detail) {

    public static Refused of(Refusal refusal) {
        return new Refused(refusal, null, null);
    }

    public static Refused of(Refusal refusal, String field) {
        return new Refused(refusal, field, null);
    }

    public static Refused of(Refusal refusal, String field, String detail) {
        return new Refused(refusal, field, detail);
    }
}
