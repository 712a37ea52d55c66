package io.groat.web.shape;

import tools.jackson.core.JsonGenerator;

/** A type whose values have members that can stand among others. */
interface FlatType extends JsonType {

    /** Writes the members into an object that is open. */
    void writeMembers(JsonGenerator json, Object value);

    @Override
    default void write(JsonGenerator json, Object value) {
        json.writeStartObject();
        writeMembers(json, value);
        json.writeEndObject();
    }
}
