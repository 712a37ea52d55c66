package io.groat.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON value with the line on which it stands.
 *
 * @param path such as {@code limits[0].max}; empty for the whole
 * @param text of a string, a number or a word; null for objects and arrays
 * @param members of an object
 * @param items of an array
 */
record LinedJson(
        int line,
        String path,
        JsonToken kind,
        @Nullable String text,
        Map<String, LinedJson> members,
        List<LinedJson> items) {

    private static final int MAX_DEPTH = 8;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    /** @throws RuleRefusedException when the text is not one JSON value, or an object in it has a member twice */
    static LinedJson parse(byte[] text) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            LinedJson whole = read(json, "");
            if (json.nextToken() != null) {
                throw refused(json.currentTokenLocation().getLineNr(), "", "is followed by more");
            }
            return whole;
        } catch (JacksonException unreadable) {
            int line = unreadable.getLocation() == null
                    ? 1
                    : unreadable.getLocation().getLineNr();
            throw refused(
                    line,
                    "",
                    "is not JSON: "
                            + unreadable
                                    .getOriginalMessage()
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
        }
    }

    private static LinedJson read(JsonParser json, String path) {
        JsonToken token = json.currentToken();
        int line = json.currentTokenLocation().getLineNr();
        if (token == null) {
            throw refused(line, path, "is empty");
        }
        Map<String, LinedJson> members = new LinkedHashMap<>();
        List<LinedJson> items = new ArrayList<>();
        if (token == JsonToken.START_OBJECT) {
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                String member = path.isEmpty() ? name : path + "." + name;
                int at = json.currentTokenLocation().getLineNr();
                json.nextToken();
                if (members.put(name, read(json, member)) != null) {
                    throw refused(at, member, "stands there twice");
                }
            }
        } else if (token == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                items.add(read(json, path + "[" + items.size() + "]"));
            }
        }
        return new LinedJson(line, path, token, token.isStructStart() ? null : json.getString(), members, items);
    }

    private static RuleRefusedException refused(int line, String path, String says) {
        return new RuleRefusedException(List.of(new RuleFault(line, path, says)));
    }

    boolean isObject() {
        return kind == JsonToken.START_OBJECT;
    }

    boolean isArray() {
        return kind == JsonToken.START_ARRAY;
    }

    boolean isString() {
        return kind == JsonToken.VALUE_STRING;
    }

    /** Whether it is an amount as requests write it: a whole number, or a string that may hold its digits. */
    boolean isAmount() {
        return kind == JsonToken.VALUE_NUMBER_INT || isString();
    }
}
