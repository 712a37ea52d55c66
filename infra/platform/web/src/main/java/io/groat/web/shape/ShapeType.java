package io.groat.web.shape;

import io.groat.web.json.JsonFields;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects that are records. */
final class ShapeType implements FlatType {

    private final Class<?> type;
    private final Shape<?> shape;

    ShapeType(Class<?> type) {
        this.type = type;
        this.shape = Shape.of(type);
    }

    @Override
    public void writeMembers(JsonGenerator json, Object value) {
        writeMembers(json, shape, value);
    }

    @SuppressWarnings("unchecked") // The value is of the component's type.
    private static <T> void writeMembers(JsonGenerator json, Shape<T> shape, Object value) {
        shape.writeMembers(json, (T) value);
    }

    @Override
    public Object read(JsonFields fields, String name, boolean optional) {
        JsonFields inner = fields.findFields(name, ObjectLimit.USUAL);
        if (inner == null) {
            throw new IllegalStateException(name + " is not there");
        }
        return shape.read(inner);
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
