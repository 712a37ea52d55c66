package io.groat.web.contact;

/** Text as people type or paste it. */
final class TypedText {

    private TypedText() {}

    /** Without what is not seen: every kind of space is a plain one, marks of writing direction and the like are gone. */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> Character.getType(point) != Character.FORMAT)
                .map(point -> Character.isSpaceChar(point) || Character.isWhitespace(point) ? ' ' : point)
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }

    /** The visible text without spaces around it. */
    static String trimmed(String text) {
        return visible(text).strip();
    }
}
