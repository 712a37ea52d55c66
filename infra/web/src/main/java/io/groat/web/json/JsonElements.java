package io.groat.web.json;

import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** The elements of a JSON array of objects, each read by itself: one that is no object spoils no other. */
public final class JsonElements {

    /** One element. */
    public sealed interface Element {
        record Read(JsonFields fields) implements Element {}

        record Unreadable(Problem problem) implements Element {}
    }

    private JsonElements() {}

    /**
     * Reads the array that is the whole text.
     *
     * @param most elements taken
     * @param tooMany what to throw at one more
     * @throws ProblemException MALFORMED_JSON when the text is no array
     */
    public static List<Element> of(byte[] text, int most, RuntimeException tooMany) {
        return JsonText.reading(() -> {
            try (JsonParser json = JsonText.FACTORY.createParser(ObjectReadContext.empty(), text)) {
                if (json.nextToken() != JsonToken.START_ARRAY) {
                    throw JsonText.malformed("a JSON array is expected");
                }
                List<Element> elements = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    if (elements.size() == most) {
                        throw tooMany;
                    }
                    elements.add(element(json));
                }
                JsonText.requireEnd(json);
                return elements;
            }
        });
    }

    /** The strings of an array that is the whole text; empty when one of its elements is something else. */
    static Optional<List<String>> texts(String text) {
        List<String> texts = new ArrayList<>();
        try (JsonParser json = JsonText.FACTORY.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() != JsonToken.VALUE_STRING) {
                    return Optional.empty();
                }
                texts.add(json.getString());
            }
        }
        return Optional.of(texts);
    }

    private static Element element(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return new Element.Unreadable(
                    JsonText.malformed("a JSON object is expected").problem());
        }
        try {
            return new Element.Read(JsonFields.read(json));
        } catch (ProblemException duplicate) {
            return new Element.Unreadable(duplicate.problem());
        }
    }
}
