package io.groat.router.stream;

import io.groat.router.transfer.TransferLine;
import io.groat.router.transfer.TransferResult;
import io.groat.web.json.JsonBody;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;

/**
 * What one line of a stream came to.
 *
 * @param key null when none could be read from the line
 */
record StreamResult(long lineNumber, @Nullable String key, TransferResult result) {

    private static final int USUAL_SIZE = 640;

    /** The result as a line. */
    DataBuffer line(DataBufferFactory buffers) {
        JsonBody body = json -> {
            TransferLine.write(json, result, key, "line", lineNumber);
            json.writeRaw('\n');
        };
        return body.toBuffer(buffers, USUAL_SIZE);
    }
}
