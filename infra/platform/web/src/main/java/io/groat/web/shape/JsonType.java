package io.groat.web.shape;

import io.groat.web.json.JsonFields;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How the values of one type are read, written and described. */
interface JsonType {

    /** Writes the value, whose name is written. */
    void write(JsonGenerator json, Object value);

    /**
     * Reads a field that is there, or that has to be.
     *
     * @param optional whether it might have been left out
     * @throws io.groat.web.problem.ProblemException as {@link JsonFields} says
     */
    Object read(JsonFields fields, String name, boolean optional);

    /** Its JSON schema. */
    ObjectNode schema(Schemas schemas);

    /** A value that fits. */
    JsonNode example(Schemas schemas);

    /** Whether its values are strings in JSON. */
    default boolean isText() {
        return false;
    }

    /** Whether it is refused as an amount, after all other fields. */
    default boolean isAmount() {
        return false;
    }
}
