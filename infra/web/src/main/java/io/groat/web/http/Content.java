package io.groat.web.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A body: its media type, and what is in it.
 *
 * @param of the record of the object, or of each item or line; null when it is not JSON, or any JSON
 */
public record Content(MediaType type, Form form, @Nullable Class<?> of) {

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
