package io.groat.fraud.rule;

import io.groat.fraud.feature.FeatureNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The language of conditions and weights:
 *
 * <pre>
 * condition   payer.count.1h &gt; 10 and (payment.amount &gt;= 500 or not payer.firstToPayee == 0)
 * weight      min(1, payment.amount / 10000)
 * </pre>
 *
 * Numbers, names of features, {@code + - * /}, {@code > >= < <= == !=}, {@code and or not}, {@code min max abs}, and
 * brackets. Dividing by zero gives zero.
 */
final class ExpressionParser {

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

    private record Typed(Expression expression, boolean isCondition) {}

    private static final int MAX_DEPTH = 40;
    private static final Pattern TOKEN =
            Pattern.compile("(?:(\\d+(?:\\.\\d+)?)(?![\\w.])|([A-Za-z]\\w*(?:\\.\\w+)*)|(>=|<=|==|!=|[-+*/<>(),]))");
    private static final Set<String> COMPARISONS = Set.of(">", ">=", "<", "<=", "==", "!=");
    private static final Set<String> WORDS = Set.of("and", "or", "not");

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private int next;
    private int depth;

    private ExpressionParser(String text) {
        this.text = text;
        split();
    }

    /** @throws Malformed when the text is no condition */
    static Expression condition(String text) {
        return new ExpressionParser(text).whole(true);
    }

    /** @throws Malformed when the text is no number */
    static Expression number(String text) {
        return new ExpressionParser(text).whole(false);
    }

    private Expression whole(boolean asCondition) {
        Typed parsed = either();
        if (next < tokens.size()) {
            throw wrong("\"" + tokens.get(next) + "\" is not expected here");
        }
        if (parsed.isCondition() != asCondition) {
            throw new Malformed(0, asCondition ? "a condition is expected, not a number" : "a number is expected");
        }
        return parsed.expression();
    }

    private Typed either() {
        deeper();
        Typed left = both();
        while (take("or")) {
            Expression first = condition(left);
            Expression second = condition(both());
            left = new Typed(f -> first.holds(f) || second.holds(f) ? 1 : 0, true);
        }
        depth--;
        return left;
    }

    private Typed both() {
        Typed left = negation();
        while (take("and")) {
            Expression first = condition(left);
            Expression second = condition(negation());
            left = new Typed(f -> first.holds(f) && second.holds(f) ? 1 : 0, true);
        }
        return left;
    }

    private Typed negation() {
        if (!take("not")) {
            return comparison();
        }
        deeper();
        Expression negated = condition(negation());
        depth--;
        return new Typed(f -> negated.holds(f) ? 0 : 1, true);
    }

    private Typed comparison() {
        Typed left = sum();
        if (next >= tokens.size() || !COMPARISONS.contains(tokens.get(next))) {
            return left;
        }
        String operator = tokens.get(next++);
        Expression a = number(left);
        Expression b = number(sum());
        return new Typed(
                switch (operator) {
                    case ">" -> f -> a.of(f) > b.of(f) ? 1 : 0;
                    case ">=" -> f -> a.of(f) >= b.of(f) ? 1 : 0;
                    case "<" -> f -> a.of(f) < b.of(f) ? 1 : 0;
                    case "<=" -> f -> a.of(f) <= b.of(f) ? 1 : 0;
                    case "==" -> f -> a.of(f) == b.of(f) ? 1 : 0;
                    default -> f -> a.of(f) != b.of(f) ? 1 : 0;
                },
                true);
    }

    private Typed sum() {
        Typed left = product();
        while (true) {
            if (take("+")) {
                Expression a = number(left);
                Expression b = number(product());
                left = new Typed(f -> a.of(f) + b.of(f), false);
            } else if (take("-")) {
                Expression a = number(left);
                Expression b = number(product());
                left = new Typed(f -> a.of(f) - b.of(f), false);
            } else {
                return left;
            }
        }
    }

    private Typed product() {
        Typed left = sign();
        while (true) {
            if (take("*")) {
                Expression a = number(left);
                Expression b = number(sign());
                left = new Typed(f -> a.of(f) * b.of(f), false);
            } else if (take("/")) {
                Expression a = number(left);
                Expression b = number(sign());
                left = new Typed(f -> divided(a.of(f), b.of(f)), false);
            } else {
                return left;
            }
        }
    }

    private static double divided(double dividend, double divisor) {
        return divisor == 0 ? 0 : dividend / divisor;
    }

    private Typed sign() {
        if (!take("-")) {
            return primary();
        }
        deeper();
        Expression negated = number(sign());
        depth--;
        return new Typed(f -> -negated.of(f), false);
    }

    private Typed primary() {
        if (next >= tokens.size()) {
            throw wrong("something is missing at the end");
        }
        String token = tokens.get(next);
        if (take("(")) {
            Typed inner = either();
            expect(")");
            return inner;
        }
        if (Character.isDigit(token.charAt(0))) {
            next++;
            double number = Double.parseDouble(token);
            return new Typed(f -> number, false);
        }
        if (!Character.isLetter(token.charAt(0)) || WORDS.contains(token)) {
            throw wrong("\"" + token + "\" is not expected here");
        }
        return named(token);
    }

    private Typed named(String name) {
        if (next + 1 < tokens.size() && tokens.get(next + 1).equals("(")) {
            return call(name);
        }
        Integer place = FeatureNames.find(name);
        if (place == null) {
            throw wrong("there is no feature \"" + name + "\"");
        }
        next++;
        int found = place;
        return new Typed(f -> f.get(found), false);
    }

    private Typed call(String name) {
        int at = next;
        next += 2;
        List<Expression> arguments = new ArrayList<>();
        do {
            arguments.add(number(either()));
        } while (take(","));
        expect(")");
        int many = name.equals("abs") ? 1 : 2;
        if (!Set.of("min", "max", "abs").contains(name)) {
            throw new Malformed(columns.get(at), "there is no function \"" + name + "\"");
        }
        if (arguments.size() != many) {
            throw new Malformed(columns.get(at), name + " takes " + many + (many == 1 ? " number" : " numbers"));
        }
        Expression a = arguments.get(0);
        Expression b = arguments.get(many - 1);
        return new Typed(
                switch (name) {
                    case "min" -> f -> Math.min(a.of(f), b.of(f));
                    case "max" -> f -> Math.max(a.of(f), b.of(f));
                    default -> f -> Math.abs(a.of(f));
                },
                false);
    }

    private Expression condition(Typed typed) {
        if (!typed.isCondition()) {
            throw wrong("a condition is expected before this, not a number");
        }
        return typed.expression();
    }

    private Expression number(Typed typed) {
        if (typed.isCondition()) {
            throw wrong("a number is expected before this, not a condition");
        }
        return typed.expression();
    }

    private void expect(String token) {
        if (!take(token)) {
            throw wrong("\"" + token + "\" is missing");
        }
    }

    private boolean take(String token) {
        boolean there = next < tokens.size() && tokens.get(next).equals(token);
        next += there ? 1 : 0;
        return there;
    }

    private void deeper() {
        if (++depth > MAX_DEPTH) {
            throw wrong("nested too deeply");
        }
    }

    private Malformed wrong(String message) {
        return new Malformed(next < columns.size() ? columns.get(next) : text.length(), message);
    }

    private void split() {
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
}
