package io.groat.web.http;

import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/**
 * A response whose body is written into arrays of its own, not into the server's pooled buffers. When a client hangs up
 * while its answer is written, both the server and Spring release the buffer; a pooled one may by then be that of somebody
 * else's answer, which then goes out empty, or with bytes that are not its own. An array belongs to one answer for good.
 *
 * @see org.springframework.http.server.reactive.AbstractServerHttpResponse#writeWith
 */
public final class HeapResponse extends ServerHttpResponseDecorator {

    public HeapResponse(ServerHttpResponse response) {
        super(response);
    }

    @Override
    public DataBufferFactory bufferFactory() {
        return DefaultDataBufferFactory.sharedInstance;
    }
}
