package io.groat.web.shape;

import io.groat.web.json.JsonFields;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Arrays. Of requests, those of strings alone. */
record ListType(JsonType of, boolean holdsNull, boolean mayBeEmpty) implements JsonType {

    @Override
    public void write(JsonGenerator json, Object value) {
        json.writeStartArray();
        for (Object one : (List<?>) value) {
            if (one == null) {
                json.writeNull();
            } else {
                of.write(json, one);
            }
        }
        json.writeEndArray();
    }

    @Override
    public Object read(JsonFields fields, String name, boolean optional) {
        return optional && !mayBeEmpty ? fields.findTexts(name) : fields.texts(name);
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        ObjectNode items = of.schema(schemas);
        ObjectNode schema = Schemas.NODES.objectNode().put("type", "array");
        schema.set("items", holdsNull ? Schemas.nullable(items) : items);
        return schema;
    }

    @Override
    public JsonNode example(Schemas schemas) {
        return Schemas.NODES.arrayNode().add(of.example(schemas));
    }
}
