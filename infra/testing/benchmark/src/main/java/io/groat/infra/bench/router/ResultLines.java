package io.groat.infra.bench.router;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the results of one stream from its chunks, and of each no more than is needed: the load generator runs on the
 * processors that it measures. Not thread-safe: a stream's chunks come one after the other.
 */
final class ResultLines {
    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    /**
     * One line.
     *
     * @param key of the transfer it is about; empty when it names none
     * @param status of the transfer, such as COMPLETED; of a refused line, the problem's number
     */
    record Result(String key, String status) {}

    /** The results that end in that chunk. The chunk is left to its owner. */
    List<Result> take(ByteBuf chunk) {
        byte[] bytes = new byte[chunk.readableBytes()];
        chunk.readBytes(bytes);
        List<Result> found = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                found.add(line(bytes, start, at - start));
                start = at + 1;
            }
        }
        begun.write(bytes, start, bytes.length - start);
        return found;
    }

    private Result line(byte[] bytes, int start, int length) {
        if (begun.size() == 0) {
            return read(bytes, start, length);
        }
        begun.write(bytes, start, length);
        byte[] whole = begun.toByteArray();
        begun.reset();
        return read(whole, 0, whole.length);
    }

    /** Stops as soon as it knows both members. */
    private static Result read(byte[] bytes, int start, int length) {
        String key = "";
        String status = "";
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, start, length)) {
            while ((key.isEmpty() || status.isEmpty()) && json.nextToken() != null) {
                if (json.currentToken() == JsonToken.PROPERTY_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    if ("idempotencyKey".equals(name)) {
                        key = json.getString();
                    } else if ("status".equals(name)) {
                        status = json.getString();
                    } else {
                        json.skipChildren();
                    }
                }
            }
        }
        return new Result(key, status);
    }
}
