package io.groat.web.shape;

import io.groat.web.json.JsonFields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects whose fields' names are not known before. In requests, strings may be written as numbers.
 *
 * @param most characters of a request's
 */
record MapType(JsonType of, boolean holdsNull, int most) implements FlatType {

    @Override
    public void writeMembers(JsonGenerator json, Object value) {
        for (Map.Entry<?, ? extends @Nullable Object> field : ((Map<?, ?>) value).entrySet()) {
            json.writeName(String.valueOf(field.getKey()));
            Object one = field.getValue();
            if (one == null) {
                json.writeNull();
            } else {
                of.write(json, one);
            }
        }
    }

    @Override
    public Object read(JsonFields fields, String name, boolean optional) {
        JsonFields inner = fields.findFields(name, most);
        if (inner == null || of.isText()) {
            return inner == null ? Map.of() : inner.scalars();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        inner.names().forEach(key -> values.put(key, of.read(inner, key, false)));
        return values;
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        ObjectNode values = of.schema(schemas);
        ObjectNode schema = Schemas.NODES.objectNode().put("type", "object");
        schema.set("additionalProperties", holdsNull ? Schemas.nullable(values) : values);
        return schema;
    }

    @Override
    public JsonNode example(Schemas schemas) {
        return Schemas.NODES.objectNode();
    }
}
