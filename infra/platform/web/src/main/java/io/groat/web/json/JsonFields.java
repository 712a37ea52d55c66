package io.groat.web.json;

import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The fields of one JSON object, read but not judged: each getter judges its field and refuses, by name, what it
 * can't take. Asked in the order of {@link WebProblem}'s values, so that a request with several faults gets the
 * first one's answer.
 *
 * <p>A field that is not there has its default; one that is null, or an empty list, is there and is no value: it is
 * refused, so that it never means more than was meant. The few fields that are documented to be null are made so by
 * {@link #nullable}.
 */
public final class JsonFields {

    private final Map<String, JsonField> fields;

    private JsonFields(Map<String, JsonField> fields) {
        this.fields = fields;
    }

    /**
     * Reads on from an object's opening brace to its closing one.
     *
     * @throws ProblemException MALFORMED_JSON when a key stands twice; the object has then been read to its end
     */
    static JsonFields read(JsonParser json) {
        Map<String, JsonField> fields = new LinkedHashMap<>(16);
        String duplicate = null;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            requireNameable(name);
            JsonToken token = json.nextToken();
            JsonField field;
            if (token.isStructStart()) {
                CompactJson nested = CompactJson.of(json);
                duplicate = nested.duplicate() == null ? duplicate : nested.duplicate();
                field = new JsonField(structKind(token), nested.text());
            } else {
                field = new JsonField(scalarKind(token), json.getString());
            }
            if (fields.put(name, field) != null) {
                duplicate = name;
            }
        }
        if (duplicate != null) {
            requireNameable(duplicate);
            throw new ProblemException(
                    WebProblem.MALFORMED_JSON, duplicate, "\"" + duplicate + "\" stands there twice");
        }
        return new JsonFields(fields);
    }

    /** What can't be named in an answer is refused without its name. */
    private static void requireNameable(String name) {
        if (!isWhole(name)) {
            throw new ProblemException(WebProblem.MALFORMED_JSON, null, "A field's name holds half of a character");
        }
    }

    private static JsonField.Kind structKind(JsonToken token) {
        return token == JsonToken.START_OBJECT ? JsonField.Kind.OBJECT : JsonField.Kind.ARRAY;
    }

    private static JsonField.Kind scalarKind(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> JsonField.Kind.STRING;
            case VALUE_NUMBER_INT -> JsonField.Kind.INTEGER;
            case VALUE_NUMBER_FLOAT -> JsonField.Kind.DECIMAL;
            case VALUE_TRUE, VALUE_FALSE -> JsonField.Kind.BOOLEAN;
            default -> JsonField.Kind.NULL;
        };
    }

    /** Refuses the first field that is not among those. */
    public void requireOnly(Set<String> known) {
        for (String name : fields.keySet()) {
            if (!known.contains(name)) {
                throw refused(WebProblem.UNKNOWN_FIELD, name, "\"" + name + "\" is not a field of this request");
            }
        }
    }

    /** Refuses when a field is not there at all. */
    public void require(String name) {
        if (!fields.containsKey(name)) {
            throw refused(WebProblem.MISSING_FIELD, name, "\"" + name + "\" is missing");
        }
    }

    /** A string that has to be there. */
    public String text(String name) {
        JsonField field = fields.get(name);
        if (field == null) {
            throw refused(WebProblem.MISSING_FIELD, name, "\"" + name + "\" is missing");
        }
        if (field.kind() != JsonField.Kind.STRING) {
            throw invalid(name, "\"" + name + "\" has to be a string");
        }
        requireWhole(name, field.text());
        return field.text();
    }

    /** The same fields, those of these names that are null as if they were not there: for fields documented so. */
    public JsonFields nullable(String... names) {
        Map<String, JsonField> rest = new LinkedHashMap<>(fields);
        for (String name : names) {
            rest.computeIfPresent(name, (same, field) -> field.kind() == JsonField.Kind.NULL ? null : field);
        }
        return new JsonFields(rest);
    }

    /** A string, or null when the field is not there. */
    public @Nullable String findText(String name) {
        return has(name) ? text(name) : null;
    }

    /** A string of at most that many characters, or null when the field is not there. */
    public @Nullable String findText(String name, int maxLength) {
        String text = findText(name);
        if (text != null) {
            requireAtMost(name, text, maxLength);
        }
        return text;
    }

    /** An array of strings that has to be there; it may be empty. */
    public List<String> texts(String name) {
        JsonField field = fields.get(name);
        if (field == null) {
            throw refused(WebProblem.MISSING_FIELD, name, "\"" + name + "\" is missing");
        }
        if (field.kind() != JsonField.Kind.ARRAY) {
            throw invalid(name, "\"" + name + "\" has to be an array of strings");
        }
        requireWhole(name, field.text());
        return JsonElements.texts(field.text())
                .orElseThrow(() -> invalid(name, "\"" + name + "\" has to be an array of strings"));
    }

    /** An array of strings, one at least; an empty list when the field is not there, and only then. */
    public List<String> findTexts(String name) {
        if (!has(name)) {
            return List.of();
        }
        List<String> texts = texts(name);
        if (texts.isEmpty()) {
            throw invalid(name, "\"" + name + "\" has to name something, or not to be there");
        }
        return texts;
    }

    /** An object as compact JSON of at most that many characters, its keys in their order; null when it is not there. */
    public @Nullable String findObject(String name, int maxLength) {
        JsonField field = fields.get(name);
        if (field == null) {
            return null;
        }
        if (field.kind() != JsonField.Kind.OBJECT) {
            throw invalid(name, "\"" + name + "\" has to be a JSON object");
        }
        requireAtMost(name, field.text(), maxLength);
        requireWhole(name, field.text());
        return field.text();
    }

    /**
     * A whole number of minor units, as a JSON integer or a string of digits, that has to be there.
     *
     * @param least 0 or 1
     */
    public long amount(String name, long least) {
        JsonField field = fields.get(name);
        if (field == null) {
            throw refused(WebProblem.MISSING_FIELD, name, "\"" + name + "\" is missing");
        }
        boolean digits = field.kind() == JsonField.Kind.INTEGER || field.kind() == JsonField.Kind.STRING;
        return MinorUnits.parse(name, digits ? field.text() : "", least);
    }

    /** A number that has to be there, with a fraction or without. */
    public double number(String name) {
        JsonField field = fields.get(name);
        if (field == null) {
            throw refused(WebProblem.MISSING_FIELD, name, "\"" + name + "\" is missing");
        }
        boolean isNumber = field.kind() == JsonField.Kind.INTEGER || field.kind() == JsonField.Kind.DECIMAL;
        double number = isNumber ? Double.parseDouble(field.text()) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw invalid(name, "\"" + name + "\" has to be a number");
        }
        return number;
    }

    /** true or false, or null when the field is not there. */
    public @Nullable Boolean findBoolean(String name) {
        JsonField field = fields.get(name);
        if (field == null) {
            return null;
        }
        if (field.kind() != JsonField.Kind.BOOLEAN) {
            throw invalid(name, "\"" + name + "\" has to be true or false");
        }
        return field.text().equals("true");
    }

    /** The fields of an object of at most that many characters; null when it is not there. */
    public @Nullable JsonFields findFields(String name, int maxLength) {
        String object = findObject(name, maxLength);
        return object == null ? null : JsonText.object(object.getBytes(StandardCharsets.UTF_8));
    }

    /** Each field's text, numbers as they were written; refuses objects and arrays, and leaves out null. */
    public Map<String, String> scalars() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((name, field) -> {
            if (field.kind() == JsonField.Kind.OBJECT || field.kind() == JsonField.Kind.ARRAY) {
                throw invalid(name, "\"" + name + "\" has to be a string or a number");
            }
            if (field.kind() != JsonField.Kind.NULL) {
                requireWhole(name, field.text());
                texts.put(name, field.text());
            }
        });
        return texts;
    }

    /** A time in ISO 8601, or null when the field is not there. */
    public @Nullable Instant findTime(String name) {
        String text = findText(name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notATime) {
            throw invalid(name, "\"" + name + "\" has to be a time such as 2026-01-31T12:00:00Z");
        }
    }

    /** The names of all fields, in their order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    /** Whether the field is there, be it null. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The field's string when it is one that an answer can carry; for naming a request that is refused. */
    public @Nullable String peekText(String name) {
        JsonField field = fields.get(name);
        return field == null || field.kind() != JsonField.Kind.STRING || !isWhole(field.text()) ? null : field.text();
    }

    private static void requireAtMost(String name, String text, int maxLength) {
        if (text.length() > maxLength && text.codePointCount(0, text.length()) > maxLength) {
            throw invalid(name, "\"" + name + "\" has more than " + maxLength + " characters");
        }
    }

    /** A lone surrogate would come back from the database as another character. */
    private static void requireWhole(String name, String text) {
        if (!isWhole(text)) {
            throw invalid(name, "\"" + name + "\" holds half of a character");
        }
    }

    /** Whether it has no lone surrogate, which no UTF-8 can carry: neither to a database nor into an answer. */
    private static boolean isWhole(String text) {
        boolean begun = false;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isLowSurrogate(unit) != begun) {
                return false;
            }
            begun = Character.isHighSurrogate(unit);
        }
        return !begun;
    }

    private static ProblemException invalid(String name, String detail) {
        return refused(WebProblem.INVALID_FIELD, name, detail);
    }

    private static ProblemException refused(WebProblem problem, String name, String detail) {
        return new ProblemException(problem, name, detail);
    }
}
