package io.groat.web.shape;

import io.groat.web.json.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whole numbers that are no amounts.
 *
 * @param small whether it is an int
 */
record WholeType(boolean small, @Nullable Range range) implements JsonType {

    @Override
    public void write(JsonGenerator json, Object value) {
        json.writeNumber(((Number) value).longValue());
    }

    @Override
    public Object read(JsonFields fields, String name, boolean optional) {
        double number = fields.number(name);
        int least = range == null ? Integer.MIN_VALUE : range.min();
        int most = range == null ? Integer.MAX_VALUE : range.max();
        if (number != Math.rint(number) || number < least || number > most) {
            throw JsonTypes.invalid(name, says(least, most));
        }
        return small ? (Object) (int) number : (Object) (long) number;
    }

    private String says(int least, int most) {
        return range == null || range.says().isEmpty()
                ? "has to be a whole number from " + least + " to " + most
                : range.says();
    }

    @Override
    public ObjectNode schema(Schemas schemas) {
        ObjectNode schema = Schemas.NODES.objectNode().put("type", "integer").put("format", small ? "int32" : "int64");
        return range == null ? schema : schema.put("minimum", range.min()).put("maximum", range.max());
    }

    @Override
    public JsonNode example(Schemas schemas) {
        return Schemas.NODES.numberNode(range == null ? 1 : range.min());
    }
}
