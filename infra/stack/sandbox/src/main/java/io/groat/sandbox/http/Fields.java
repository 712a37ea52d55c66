package io.groat.sandbox.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fields of a request's JSON. */
public final class Fields {

    private static final long MOST = 1_000_000_000_000L;
    private static final int LONGEST = 256;
    private static final int MOST_NOTES = 15;

    private final JsonNode object;

    public Fields(JsonNode object) {
        this.object = object;
    }

    /** In minor units; a number, not a text. */
    public long amount() {
        return optionalAmount().orElseThrow(() -> Refusal.field("amount", "is missing"));
    }

    public OptionalLong optionalAmount() {
        return number("amount", 1, MOST);
    }

    /** A whole number within bounds. */
    public OptionalLong number(String name, long least, long most) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalLong.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw Refusal.field(name, "has to be a whole number");
        }
        if (value.asLong() < least || value.asLong() > most) {
            throw Refusal.field(name, "has to be between " + least + " and " + most);
        }
        return OptionalLong.of(value.asLong());
    }

    public String currency() {
        String currency = text("currency");
        if (!currency.matches("[A-Z]{3}")) {
            throw Refusal.field("currency", "has to be three capital letters");
        }
        return currency;
    }

    public String text(String name) {
        String text = optional(name);
        if (text == null || text.isBlank()) {
            throw Refusal.field(name, "is missing");
        }
        return text;
    }

    public @Nullable String optional(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.asString().length() > LONGEST) {
            throw Refusal.field(name, "has to be a text of at most " + LONGEST + " characters");
        }
        return value.asString();
    }

    /** One of the enum's constants, in small letters and with a hyphen for each underscore. */
    public <E extends Enum<E>> E choice(String name, Class<E> choices) {
        String text = text(name);
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text.replace('_', '-'))) {
                return choice;
            }
        }
        throw Refusal.field(
                name,
                "has to be one of "
                        + Arrays.toString(choices.getEnumConstants())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-'));
    }

    public Fields object(String name) {
        JsonNode value = object.path(name);
        if (!value.isObject()) {
            throw Refusal.field(name, "has to be an object");
        }
        return new Fields(value);
    }

    public Map<String, String> notes() {
        JsonNode notes = object.path("notes");
        Map<String, String> found = new LinkedHashMap<>();
        if (notes.isMissingNode() || notes.isNull() || (notes.isArray() && notes.isEmpty())) {
            return found;
        }
        if (!notes.isObject() || notes.size() > MOST_NOTES) {
            throw Refusal.field("notes", "has to be an object of at most " + MOST_NOTES + " texts");
        }
        for (Map.Entry<String, JsonNode> note : notes.properties()) {
            String text = note.getValue().asString("");
            if (note.getValue().isContainer() || text.length() > LONGEST) {
                throw Refusal.field("notes", "has to have texts of at most " + LONGEST + " characters");
            }
            found.put(note.getKey(), text);
        }
        return found;
    }
}
