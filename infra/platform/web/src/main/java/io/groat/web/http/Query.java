package io.groat.web.http;

import io.groat.web.problem.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A parameter of a query: described once, and read by that description.
 *
 * @param doc what it means
 * @param schema of its value
 * @param required whether the call makes no sense without
 * @param reader the value of a request; null when it is not there
 * @param <T> its value
 */
public record Query<T>(
        String name, String doc, ObjectNode schema, boolean required, Function<ServerRequest, @Nullable T> reader) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");

    /** Items of a page. */
    public static final Query<Integer> LIMIT = new Query<>(
            "limit",
            "The most items of the page",
            NODES.objectNode()
                    .put("type", "integer")
                    .put("minimum", 1)
                    .put("maximum", Parameters.MAX_LIMIT)
                    .put("default", Parameters.USUAL_LIMIT),
            false,
            Parameters::limit);

    /** Where a page begins. Each list reads its own kind. */
    public static final Query<String> CURSOR = text("cursor", "The `next` of the page before, as it was");

    public static final Query<Instant> FROM = time("from", "Only what was made at or after that time");

    public static final Query<Instant> TO = time("to", "Only what was made before that time");

    public static Query<Instant> time(String name, String doc) {
        return new Query<>(
                name,
                doc,
                NODES.objectNode().put("type", "string").put("format", "date-time"),
                false,
                request -> Parameters.time(request, name));
    }

    /** Any text. */
    public static Query<String> text(String name, String doc) {
        return new Query<>(
                name,
                doc,
                NODES.objectNode().put("type", "string"),
                false,
                request -> request.queryParam(name).orElse(null));
    }

    /** An id. */
    public static Query<UUID> id(String name, String doc) {
        return text(name, doc)
                .checked(text -> Parameters.uuid(text).isPresent(), "has to be an id")
                .as(UUID::fromString, NODES.objectNode().put("type", "string").put("format", "uuid"));
    }

    /** true or false. */
    public static Query<Boolean> flag(String name, String doc) {
        return oneOf(name, doc, List.of("true", "false"), "has to be true or false")
                .as(text -> text.equals("true"), NODES.objectNode().put("type", "boolean"));
    }

    /** A number, with a fraction or without. */
    public static Query<Double> number(String name, String doc, double least, double most, String says) {
        ObjectNode schema =
                NODES.objectNode().put("type", "number").put("minimum", least).put("maximum", most);
        return new Query<>(name, doc, schema, false, request -> {
            Optional<String> text = request.queryParam(name);
            try {
                double number = Double.parseDouble(text.orElse("NaN"));
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // Refused below, as any other.
            }
            if (text.isPresent()) {
                throw invalid(name, says);
            }
            return null;
        });
    }

    /** A whole number of 64 bits: digits alone, with a minus sign in front or none. */
    public static Query<Long> whole(String name, String doc, String says) {
        return text(name, doc)
                .checked(Query::isWhole, says)
                .as(Long::valueOf, NODES.objectNode().put("type", "integer").put("format", "int64"));
    }

    private static boolean isWhole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return false;
        }
        try {
            return Long.toString(Long.parseLong(text)).equals(text);
        } catch (NumberFormatException beyond64Bits) {
            return false;
        }
    }

    /** One of some words, as they stand. */
    public static Query<String> oneOf(String name, String doc, List<String> words, String says) {
        ObjectNode schema = NODES.objectNode().put("type", "string");
        ArrayNode choices = schema.putArray("enum");
        words.forEach(choices::add);
        return text(name, doc).described(schema).checked(words::contains, says);
    }

    /** A value by one of some words, as they stand; what is none of them is no such thing as the parameter's name says. */
    public static <R> Query<R> words(String name, String doc, List<String> words, Function<String, Optional<R>> find) {
        return oneOf(name, doc, words, "has to be one of " + String.join(", ", words))
                .as(text -> find.apply(text).orElseThrow());
    }

    /** A value of an enum, in capitals or not. */
    public static <E extends Enum<E>> Query<E> oneOf(String name, String doc, Class<E> type, String says) {
        List<E> values = Arrays.asList(type.getEnumConstants());
        ObjectNode schema = NODES.objectNode().put("type", "string");
        ArrayNode choices = schema.putArray("enum");
        values.forEach(value -> choices.add(value.name()));
        return new Query<>(name, doc, schema, false, request -> {
            Optional<String> text = request.queryParam(name);
            return text.isEmpty()
                    ? null
                    : values.stream()
                            .filter(value -> value.name().equals(text.get().toUpperCase(Locale.ROOT)))
                            .findFirst()
                            .orElseThrow(() -> invalid(name, says));
        });
    }

    /** The same, refused as INVALID_FIELD where it does not fit. */
    public Query<T> checked(Predicate<T> fits, String says) {
        return new Query<>(name, doc, schema, required, request -> {
            T value = of(request);
            if (value != null && !fits.test(value)) {
                throw invalid(name, says);
            }
            return value;
        });
    }

    /** A text that a regular expression describes. */
    public static Query<String> matching(String name, String doc, String pattern, String says) {
        Pattern whole = Pattern.compile(pattern);
        return text(name, doc)
                .described(NODES.objectNode().put("type", "string").put("pattern", "^" + pattern + "$"))
                .checked(text -> whole.matcher(text).matches(), says);
    }

    /** What is made of it. */
    public <R> Query<R> as(Function<T, R> made) {
        return as(made, schema);
    }

    private <R> Query<R> as(Function<T, R> made, ObjectNode described) {
        return new Query<>(name, doc, described, required, request -> {
            T value = of(request);
            return value == null ? null : made.apply(value);
        });
    }

    /** With another schema. */
    public Query<T> described(ObjectNode other) {
        return new Query<>(name, doc, other, required, reader);
    }

    /** With another meaning. */
    public Query<T> meaning(String other) {
        return new Query<>(name, other, schema, required, reader);
    }

    /** Without which the call is refused; the call itself says how. */
    public Query<T> needed() {
        return new Query<>(name, doc, schema, true, reader);
    }

    /**
     * The value of a request; null when it is not there.
     *
     * @throws ProblemException INVALID_FIELD when it is not allowed
     */
    public @Nullable T of(ServerRequest request) {
        return reader.apply(request);
    }

    private static ProblemException invalid(String name, String says) {
        return Parameters.invalid(name, "\"" + name + "\" " + says);
    }
}
