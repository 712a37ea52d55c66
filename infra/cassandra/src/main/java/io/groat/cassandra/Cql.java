package io.groat.cassandra;

import org.jspecify.annotations.Nullable;

/** A statement with its values. */
public final class Cql {

    private final String text;
    private final @Nullable Object[] values;

    /**
     * @param text constant for a kind of statement, so that it is prepared once
     * @param values stand in its question marks
     */
    public Cql(String text, @Nullable Object... values) {
        this.text = text;
        this.values = values;
    }

    String text() {
        return text;
    }

    @Nullable
    Object[] values() {
        return values;
    }

    /** Without the values, which may be personal. */
    @Override
    public String toString() {
        return text;
    }
}
