package io.groat.analytics.live;

import io.groat.web.json.JsonBody;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

/** Events as browsers take them. */
final class ServerSentEvent {

    private static final int USUAL_SIZE = 2048;

    private ServerSentEvent() {}

    /** @param id null for one that a viewer need not remember */
    static byte[] of(@Nullable String id, String name, JsonBody body) {
        DefaultDataBufferFactory buffers = DefaultDataBufferFactory.sharedInstance;
        DataBuffer event = buffers.allocateBuffer(USUAL_SIZE);
        event.write((id == null ? "" : "id: " + id + "\n") + "event: " + name + "\ndata: ", StandardCharsets.UTF_8);
        event.write(body.toBuffer(buffers, USUAL_SIZE));
        event.write("\n\n", StandardCharsets.US_ASCII);
        byte[] bytes = new byte[event.readableByteCount()];
        event.read(bytes);
        DataBufferUtils.release(event);
        return bytes;
    }
}
