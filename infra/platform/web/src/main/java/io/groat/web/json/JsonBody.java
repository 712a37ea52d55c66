package io.groat.web.json;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Something that can write itself as JSON. */
@FunctionalInterface
public interface JsonBody {

    void write(JsonGenerator json);

    /**
     * Writes it into a buffer, in UTF-8.
     *
     * @param usualSize bytes that it seldom passes
     */
    default DataBuffer toBuffer(DataBufferFactory buffers, int usualSize) {
        DataBuffer buffer = buffers.allocateBuffer(usualSize);
        try (JsonGenerator json =
                JsonText.FACTORY.createGenerator(ObjectWriteContext.empty(), buffer.asOutputStream())) {
            write(json);
        } catch (RuntimeException broken) {
            DataBufferUtils.release(buffer);
            throw broken;
        }
        return buffer;
    }
}
