package io.groat.web.json;

import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** The elements of a JSON array of objects, each read by itself: one that is no object spoils no other. */
public final class JsonElements {

    /** Finds the elements, whatever they hold; each is then read within the usual bounds. */
    private static final JsonFactory BOUNDLESS = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

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
            try (JsonParser json = BOUNDLESS.createParser(ObjectReadContext.empty(), text)) {
                if (json.nextToken() != JsonToken.START_ARRAY) {
                    throw JsonText.malformed("a JSON array is expected");
                }
                List<Element> elements = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    if (elements.size() == most) {
                        throw tooMany;
                    }
                    elements.add(element(json, text));
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

    private static Element element(JsonParser json, byte[] text) {
        boolean isObject = json.currentToken() == JsonToken.START_OBJECT;
        long begin = json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        long end = json.currentLocation().getByteOffset();
        try {
            if (begin < 0 || end < 0) {
                throw JsonText.malformed("JSON has to be in UTF-8");
            }
            if (!isObject) {
                throw JsonText.malformed("a JSON object is expected");
            }
            return new Element.Read(JsonText.object(text, (int) begin, (int) (end - begin)));
        } catch (ProblemException refused) {
            return new Element.Unreadable(refused.problem());
        }
    }
}
