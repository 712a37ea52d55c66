package io.groat.fraud.model;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON from its begin to its end and takes nothing but what is expected where it is expected, in bounds; whatever
 * else there is ends in {@link ModelRefused} with the place. Nothing is held but what was taken.
 */
final class JsonCursor {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(4 * ModelCard.MOST_TEXT)
                    .maxNameLength(4 * ModelCard.MOST_NAME)
                    .maxNumberLength(40)
                    .build())
            .build();

    private final JsonParser in;
    /** The one that is to be taken next; null at the end. */
    private @Nullable JsonToken token;

    JsonCursor(String json) {
        in = JSON.createParser(ObjectReadContext.empty(), json);
        advance();
    }

    /** Fields, each of which is read as it is said for it: all of them, each once, in any order. */
    void object(Map<String, Runnable> known) {
        object(known, Set.of());
    }

    /** The same, where some of them may be missing. */
    void object(Map<String, Runnable> known, Set<String> optional) {
        take(JsonToken.START_OBJECT, "an object is expected");
        Set<String> seen = new HashSet<>();
        while (token != JsonToken.END_OBJECT) {
            String name = name(seen);
            seen.add(name);
            Runnable value = known.get(name);
            if (value == null) {
                throw refused("it is not known here");
            }
            advance();
            value.run();
        }
        for (String name : known.keySet()) {
            if (!seen.contains(name) && !optional.contains(name)) {
                String place = place();
                throw new ModelRefused(place.equals("model") ? name : place + "." + name, "it is missing");
            }
        }
        advance();
    }

    /** Fields of names that are not known beforehand. */
    <T> Map<String, T> map(int most, Supplier<T> value) {
        take(JsonToken.START_OBJECT, "an object is expected");
        Map<String, T> taken = new TreeMap<>();
        while (token != JsonToken.END_OBJECT) {
            if (taken.size() == most) {
                throw refused("there are more than " + most);
            }
            String name = name(taken.keySet());
            advance();
            taken.put(name, value.get());
        }
        advance();
        return taken;
    }

    /** Of the field that comes; none of those that were there already. */
    private String name(Set<String> seen) {
        if (token != JsonToken.PROPERTY_NAME) {
            throw refused("a field is expected");
        }
        String name = in.currentName();
        if (seen.contains(name)) {
            throw refused("it stands there twice");
        }
        return name;
    }

    <T> List<T> list(int most, Supplier<T> element) {
        take(JsonToken.START_ARRAY, "a list is expected");
        List<T> taken = new ArrayList<>();
        while (token != JsonToken.END_ARRAY) {
            if (taken.size() == most) {
                throw refused("there are more than " + most);
            }
            taken.add(element.get());
        }
        advance();
        return taken;
    }

    /** A list whose elements are read one by one. */
    <T> T row(Supplier<T> elements) {
        take(JsonToken.START_ARRAY, "a list is expected");
        T taken = elements.get();
        take(JsonToken.END_ARRAY, "it is too long");
        return taken;
    }

    boolean isAtRowsEnd() {
        return token == JsonToken.END_ARRAY;
    }

    String text(int most) {
        if (token != JsonToken.VALUE_STRING) {
            throw refused("a text is expected");
        }
        String text = string();
        if (text.length() > most) {
            throw refused("a text of at most " + most + " characters is expected");
        }
        advance();
        return text;
    }

    Instant instant() {
        String place = place();
        String text = text(40);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notOne) {
            throw new ModelRefused(place, "a time such as 2026-11-30T12:00:00Z is expected");
        }
    }

    double number() {
        if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
            throw refused("a number is expected");
        }
        double number;
        try {
            number = in.getDoubleValue();
        } catch (JacksonException unreadable) {
            throw refused(unreadable.getOriginalMessage());
        }
        if (!Double.isFinite(number)) {
            throw refused("it is beyond the range of numbers");
        }
        advance();
        return number;
    }

    long whole(long least, long most) {
        long number;
        try {
            if (token != JsonToken.VALUE_NUMBER_INT) {
                throw refused("a whole number is expected");
            }
            number = in.getLongValue();
        } catch (JacksonException unreadable) {
            throw refused(unreadable.getOriginalMessage());
        }
        if (number < least || number > most) {
            throw refused("a number from " + least + " to " + most + " is expected");
        }
        advance();
        return number;
    }

    int whole(int least, int most) {
        return Math.toIntExact(whole((long) least, (long) most));
    }

    void end() {
        if (token != null) {
            throw refused("there is something behind the end");
        }
    }

    private void take(JsonToken expected, String orElse) {
        if (token != expected) {
            throw refused(orElse);
        }
        advance();
    }

    private void advance() {
        try {
            token = in.nextToken();
        } catch (JacksonException malformed) {
            throw refused(malformed.getOriginalMessage());
        }
    }

    private String string() {
        try {
            return in.getString();
        } catch (JacksonException malformed) {
            throw refused(malformed.getOriginalMessage());
        }
    }

    private ModelRefused refused(String reason) {
        return new ModelRefused(place(), token == null ? "the text ends: " + reason : reason);
    }

    /** Such as {@code trees[3].splits[0][1]}. */
    String place() {
        StringBuilder place = new StringBuilder();
        for (String step : in.streamReadContext().pathAsPointer().toString().split("/", -1)) {
            if (!step.isEmpty() && step.chars().allMatch(letter -> letter >= '0' && letter <= '9')) {
                place.append('[').append(step).append(']');
            } else if (!step.isEmpty()) {
                place.append(place.isEmpty() ? "" : ".").append(step);
            }
        }
        return place.isEmpty() ? "model" : place.toString();
    }
}
