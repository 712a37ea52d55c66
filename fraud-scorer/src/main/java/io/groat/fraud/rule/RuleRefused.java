package io.groat.fraud.rule;

import java.io.Serial;

/** Rules that can't be used: what is wrong, in which field, on which line. */
public final class RuleRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String field;
    private final int line;

    RuleRefused(String field, int line, String message) {
        super(message, null, false, false);
        this.field = field;
        this.line = line;
    }

    /** Such as {@code rules[2].when}. */
    public String field() {
        return field;
    }

    /** From 1. */
    public int line() {
        return line;
    }
}
