package io.groat.web.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A body: its media type, and what is in it.
 *
 * @param of the record of the object, or of each item or line; null when it is not JSON, or any JSON
 * @param shown what members of text say in its example, by name, where that is not what the record's say
 * @param required false for a request's that may be left out
 */
public record Content(MediaType type, Form form, @Nullable Class<?> of, Map<String, String> shown, boolean required) {

    public Content {
        shown = Map.copyOf(shown);
    }

    Content(MediaType type, Form form, @Nullable Class<?> of) {
        this(type, form, of, Map.of(), true);
    }

    Content showing(Map<String, String> members) {
        return new Content(type, form, of, members, required);
    }

    Content optional() {
        return new Content(type, form, of, shown, false);
    }

    /** How many there are. */
    public enum Form {
        /** One object. */
        OBJECT,
        /** An array of objects. */
        LIST,
        /** A page of objects. */
        PAGE,
        /** An object a line. */
        LINES,
        /** Fields of a form. */
        FIELDS,
        /** Some other text. */
        TEXT
    }

    static Content json(Form form, Class<?> of) {
        return new Content(MediaType.APPLICATION_JSON, form, of);
    }

    static Content text(MediaType type) {
        return new Content(type, Form.TEXT, null);
    }
}
