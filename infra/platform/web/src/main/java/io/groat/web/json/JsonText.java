package io.groat.web.json;

import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON text, strictly: what is malformed is refused with its place. */
public final class JsonText {

    private static final int MAX_DEPTH = 32;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonText() {}

    /** The one object that is the whole text. */
    public static JsonFields object(byte[] text) {
        return object(text, 0, text.length);
    }

    /**
     * The one object that is the whole of those bytes.
     *
     * @throws ProblemException MALFORMED_JSON when they are anything else
     */
    public static JsonFields object(byte[] bytes, int offset, int length) {
        return reading(() -> {
            try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw malformed("a JSON object is expected");
                }
                JsonFields fields = JsonFields.read(json);
                requireEnd(json);
                return fields;
            }
        });
    }

    static void requireEnd(JsonParser json) {
        if (json.nextToken() != null) {
            throw malformed("there is more after the JSON value, at " + place(json.currentTokenLocation()));
        }
    }

    /** What the work gives, with Jackson's complaints as refusals. */
    static <T> T reading(Supplier<T> work) {
        try {
            return work.get();
        } catch (JacksonException unreadable) {
            throw malformed(firstLine(unreadable.getOriginalMessage())
                    + (unreadable.getLocation() == null ? "" : ", at " + place(unreadable.getLocation())));
        }
    }

    static ProblemException malformed(String detail) {
        return new ProblemException(WebProblem.MALFORMED_JSON, null, detail);
    }

    private static String place(tools.jackson.core.TokenStreamLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("unreadable");
    }
}
