package io.groat.web.json;

/**
 * The value of one field of a JSON object.
 *
 * @param text a string's content, a number's digits as written, an object's or array's compact JSON
 */
record JsonField(Kind kind, String text) {

    enum Kind {
        STRING,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        NULL,
        OBJECT,
        ARRAY
    }
}
