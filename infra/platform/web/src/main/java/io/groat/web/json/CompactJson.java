package io.groat.web.json;

import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;

/**
 * A JSON value without the spaces between its tokens: keys in their order, numbers as they were written.
 *
 * @param duplicate a key that stands twice in one object; null when none does
 */
record CompactJson(String text, @Nullable String duplicate) {

    /** Copies the object or array that the parser has just entered, up to its end. */
    static CompactJson of(JsonParser json) {
        StringWriter text = new StringWriter();
        Deque<Set<String>> names = new ArrayDeque<>();
        String duplicate = null;
        try (JsonGenerator copy = JsonText.FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            int depth = 0;
            JsonToken token = json.currentToken();
            do {
                switch (token) {
                    case START_OBJECT -> {
                        names.push(new HashSet<>());
                        copy.writeStartObject();
                        depth++;
                    }
                    case END_OBJECT -> {
                        names.pop();
                        copy.writeEndObject();
                        depth--;
                    }
                    case START_ARRAY -> {
                        copy.writeStartArray();
                        depth++;
                    }
                    case END_ARRAY -> {
                        copy.writeEndArray();
                        depth--;
                    }
                    case PROPERTY_NAME -> {
                        String name = json.currentName();
                        duplicate = names.getFirst().add(name) ? duplicate : name;
                        copy.writeName(name);
                    }
                    case VALUE_STRING -> copy.writeString(json.getString());
                    default -> copy.writeRawValue(json.getString());
                }
                token = depth == 0 ? token : json.nextToken();
            } while (depth > 0);
        }
        return new CompactJson(text.toString(), duplicate);
    }
}
