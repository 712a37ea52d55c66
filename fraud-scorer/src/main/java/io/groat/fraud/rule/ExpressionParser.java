package io.groat.fraud.rule;

import io.groat.fraud.feature.FeatureNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

    private record Typed(Expression expression, boolean isCondition) {}

    private static final int MAX_DEPTH = 40;
    private static final Set<String> COMPARISONS = Set.of(">", ">=", "<", "<=", "==", "!=");
    private static final Set<String> WORDS = Set.of("and", "or", "not");

    private final Tokens tokens;
    private int depth;

    private ExpressionParser(String text) {
        this.tokens = new Tokens(text);
    }

    /** @throws Tokens.Malformed when the text is no condition */
    static Expression condition(String text) {
        return new ExpressionParser(text).whole(true);
    }

    /** @throws Tokens.Malformed when the text is no number */
    static Expression number(String text) {
        return new ExpressionParser(text).whole(false);
    }

    private Expression whole(boolean asCondition) {
        Typed parsed = either();
        if (tokens.left()) {
            throw tokens.wrong("\"" + tokens.peek() + "\" is not expected here");
        }
        if (parsed.isCondition() != asCondition) {
            throw new Tokens.Malformed(
                    0, asCondition ? "a condition is expected, not a number" : "a number is expected");
        }
        return parsed.expression();
    }

    private Typed either() {
        deeper();
        Typed left = both();
        while (tokens.take("or")) {
            Expression first = condition(left);
            Expression second = condition(both());
            left = new Typed(f -> first.holds(f) || second.holds(f) ? 1 : 0, true);
        }
        depth--;
        return left;
    }

    private Typed both() {
        Typed left = negation();
        while (tokens.take("and")) {
            Expression first = condition(left);
            Expression second = condition(negation());
            left = new Typed(f -> first.holds(f) && second.holds(f) ? 1 : 0, true);
        }
        return left;
    }

    private Typed negation() {
        if (!tokens.take("not")) {
            return comparison();
        }
        deeper();
        Expression negated = condition(negation());
        depth--;
        return new Typed(f -> negated.holds(f) ? 0 : 1, true);
    }

    private Typed comparison() {
        Typed left = sum();
        if (!COMPARISONS.contains(tokens.peek())) {
            return left;
        }
        String operator = tokens.take();
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
            if (tokens.take("+")) {
                Expression a = number(left);
                Expression b = number(product());
                left = new Typed(f -> a.of(f) + b.of(f), false);
            } else if (tokens.take("-")) {
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
            if (tokens.take("*")) {
                Expression a = number(left);
                Expression b = number(sign());
                left = new Typed(f -> a.of(f) * b.of(f), false);
            } else if (tokens.take("/")) {
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
        if (!tokens.take("-")) {
            return primary();
        }
        deeper();
        Expression negated = number(sign());
        depth--;
        return new Typed(f -> -negated.of(f), false);
    }

    private Typed primary() {
        String token = tokens.peek();
        if (token.isEmpty()) {
            throw tokens.wrong("something is missing at the end");
        }
        if (tokens.take("(")) {
            Typed inner = either();
            tokens.expect(")");
            return inner;
        }
        if (Character.isDigit(token.charAt(0))) {
            tokens.take();
            double number = Double.parseDouble(token);
            return new Typed(f -> number, false);
        }
        if (!Character.isLetter(token.charAt(0)) || WORDS.contains(token)) {
            throw tokens.wrong("\"" + token + "\" is not expected here");
        }
        return named(token);
    }

    private Typed named(String name) {
        if (tokens.isCall()) {
            return call(name);
        }
        Integer place = FeatureNames.find(name);
        if (place == null) {
            throw tokens.wrong("there is no feature \"" + name + "\"");
        }
        tokens.take();
        int found = place;
        return new Typed(f -> f.get(found), false);
    }

    private Typed call(String name) {
        int column = tokens.column();
        tokens.take();
        tokens.expect("(");
        List<Expression> arguments = new ArrayList<>();
        do {
            arguments.add(number(either()));
        } while (tokens.take(","));
        tokens.expect(")");
        int many = name.equals("abs") ? 1 : 2;
        if (!Set.of("min", "max", "abs").contains(name)) {
            throw new Tokens.Malformed(column, "there is no function \"" + name + "\"");
        }
        if (arguments.size() != many) {
            throw new Tokens.Malformed(column, name + " takes " + many + (many == 1 ? " number" : " numbers"));
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
            throw tokens.wrong("a condition is expected before this, not a number");
        }
        return typed.expression();
    }

    private Expression number(Typed typed) {
        if (typed.isCondition()) {
            throw tokens.wrong("a number is expected before this, not a condition");
        }
        return typed.expression();
    }

    private void deeper() {
        if (++depth > MAX_DEPTH) {
            throw tokens.wrong("nested too deeply");
        }
    }
}
