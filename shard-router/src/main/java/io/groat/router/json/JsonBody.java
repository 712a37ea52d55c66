package io.groat.router.json;

import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Something that can write itself as one JSON value. */
@FunctionalInterface
public interface JsonBody {

    void write(JsonGenerator json);

    /** Writes it, in UTF-8. */
    default void writeTo(OutputStream out) {
        try (JsonGenerator json = JsonText.FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json);
        }
    }
}
