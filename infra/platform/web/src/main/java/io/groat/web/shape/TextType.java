package io.groat.web.shape;

import io.groat.web.json.JsonFields;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Strings, with the rules that they are held to. */
final class TextType implements JsonType {

    private final @Nullable Text rules;
    private final @Nullable Pattern pattern;
    private final Predicate<String> other;

    TextType(@Nullable Text rules) {
        this.rules = rules;
        this.pattern = rules == null || rules.pattern().isEmpty() ? null : Pattern.compile(rules.pattern());
        this.other = rules == null ? new Text.Any() : made(rules.fits());
    }

    private static Predicate<String> made(Class<? extends Predicate<String>> type) {
        try {
            Constructor<? extends Predicate<String>> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    @Override
    public void write(JsonGenerator json, Object value) {
        json.writeString(value.toString());
    }

    @Override
    public Object read(JsonFields fields, String name, boolean optional) {
        String text = fields.text(name);
        if (rules != null && !fits(text, rules)) {
            throw JsonTypes.invalid(name, says(rules, text));
        }
        return text;
    }

    private boolean fits(String text, Text rules) {
        int length = text.codePointCount(0, text.length());
        return length >= rules.min()
                && length <= rules.max()
                && (pattern == null || pattern.matcher(text).matches())
                && (rules.oneOf().length == 0 || List.of(rules.oneOf()).contains(text))
                && other.test(text);
    }

    private static String says(Text rules, String text) {
        if (!rules.says().isEmpty()) {
            return rules.says();
        }
        if (rules.oneOf().length > 0) {
            return "has to be one of " + String.join(", ", rules.oneOf());
        }
        return text.codePointCount(0, text.length()) > rules.max()
                ? "has more than " + rules.max() + " characters"
                : "has fewer than " + rules.min() + " characters, or not the right ones";
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        ObjectNode schema = Schemas.NODES.objectNode().put("type", "string");
        if (rules != null) {
            if (!rules.format().isEmpty()) {
                schema.put("format", rules.format());
            }
            if (rules.min() > 0) {
                schema.put("minLength", rules.min());
            }
            if (rules.max() < Integer.MAX_VALUE) {
                schema.put("maxLength", rules.max());
            }
            if (!rules.pattern().isEmpty()) {
                schema.put("pattern", "^" + rules.pattern() + "$");
            }
            if (rules.oneOf().length > 0) {
                ArrayNode words = schema.putArray("enum");
                Arrays.stream(rules.oneOf()).forEach(words::add);
            }
        }
        return schema;
    }

    @Override
    public JsonNode example(Schemas schemas) {
        boolean oneOf = rules != null && rules.oneOf().length > 0;
        return Schemas.NODES.stringNode(oneOf && rules != null ? rules.oneOf()[0] : "text");
    }

    @Override
    public boolean isText() {
        return true;
    }
}
