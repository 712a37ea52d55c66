package io.groat.web.shape;

import io.groat.web.json.JsonFields;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Values of an enum, by their names; those in capitals are read in small letters, too. */
final class EnumType implements JsonType {

    private final List<Object> values;

    EnumType(Class<?> type) {
        this.values = List.of(type.getEnumConstants());
    }

    private static String text(Object value) {
        return value instanceof Worded worded ? worded.text() : ((Enum<?>) value).name();
    }

    @Override
    public void write(JsonGenerator json, Object value) {
        json.writeString(text(value));
    }

    @Override
    public Object read(JsonFields fields, String name, boolean optional) {
        String text = fields.text(name);
        return values.stream()
                .filter(value -> text(value).equals(text) || text(value).equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> JsonTypes.invalid(
                        name,
                        "has to be one of "
                                + values.stream().map(EnumType::text).collect(Collectors.joining(", "))));
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        ObjectNode schema = Schemas.NODES.objectNode().put("type", "string");
        ArrayNode words = schema.putArray("enum");
        values.forEach(value -> words.add(text(value)));
        return schema;
    }

    @Override
    public JsonNode example(Schemas schemas) {
        return Schemas.NODES.stringNode(text(values.get(0)));
    }

    @Override
    public boolean isText() {
        return true;
    }
}
