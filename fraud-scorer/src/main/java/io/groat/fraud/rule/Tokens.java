package io.groat.fraud.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words, numbers and signs of an expression, taken one after the other. */
final class Tokens {

    /** What is wrong with a text, and where. */
    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int column;

        Malformed(int column, String message) {
            super(message, null, false, false);
            this.column = column;
        }

        /** From 0. */
        int column() {
            return column;
        }
    }

    private static final Pattern TOKEN =
            Pattern.compile("(?:(\\d+(?:\\.\\d+)?)(?![\\w.])|([A-Za-z]\\w*(?:\\.\\w+)*)|(>=|<=|==|!=|[-+*/<>(),]))");

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private int next;

    /** @throws Malformed when something in the text is none of them */
    Tokens(String text) {
        this.text = text;
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            if (!matcher.find(at) || matcher.start() != at) {
                throw new Malformed(at, "\"" + text.charAt(at) + "\" can't be read");
            }
            tokens.add(matcher.group());
            columns.add(at);
            at = matcher.end();
        }
    }

    boolean left() {
        return next < tokens.size();
    }

    /** The next one, which stays; empty at the end. */
    String peek() {
        return left() ? tokens.get(next) : "";
    }

    String take() {
        return tokens.get(next++);
    }

    /** Takes that one, if it is the next. */
    boolean take(String wanted) {
        boolean there = peek().equals(wanted);
        next += there ? 1 : 0;
        return there;
    }

    /** @throws Malformed when the next one is another */
    void expect(String wanted) {
        if (!take(wanted)) {
            throw wrong("\"" + wanted + "\" is missing");
        }
    }

    /** Whether the next one is followed by an opening bracket. */
    boolean isCall() {
        return next + 1 < tokens.size() && tokens.get(next + 1).equals("(");
    }

    /** Where the next one begins; the text's end when none is left. */
    int column() {
        return left() ? columns.get(next) : text.length();
    }

    Malformed wrong(String message) {
        return new Malformed(column(), message);
    }
}
