package io.groat.cassandra;

import org.jspecify.annotations.Nullable;

/** A statement with its values. */
public final class Cql {

    private final String text;
    private final @Nullable Object[] values;
    private final boolean leavesNulls;

    /**
     * @param text constant for a kind of statement, so that it is prepared once
     * @param values stand in its question marks
     */
    public Cql(String text, @Nullable Object... values) {
        this(text, values, false);
    }

    private Cql(String text, @Nullable Object[] values, boolean leavesNulls) {
        this.text = text;
        this.values = values;
        this.leavesNulls = leavesNulls;
    }

    /**
     * The same for a row that is new: what has no value is not written. A null that is written is a deletion, which every
     * later reader of its partition has to pass by.
     */
    public Cql ofNewRow() {
        return new Cql(text, values, true);
    }

    boolean leavesNulls() {
        return leavesNulls;
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
