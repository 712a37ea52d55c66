package io.groat.web.shape;

import io.groat.web.json.JsonFields;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects that are one of several records: those that a sealed interface permits. Only written. */
final class ChoiceType implements JsonType {

    private final Class<?> type;

    ChoiceType(Class<?> type) {
        this.type = type;
    }

    @Override
    public void write(JsonGenerator json, Object value) {
        Shape.body((Record) value).write(json);
    }

    @Override
    public Object read(JsonFields fields, String name, boolean optional) {
        throw new UnsupportedOperationException("requests have no choices");
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        return schemas.reference(type);
    }

    @Override
    public JsonNode example(Schemas schemas) {
        return schemas.example(type);
    }
}
