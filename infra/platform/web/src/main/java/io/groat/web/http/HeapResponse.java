package io.groat.web.http;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

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

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return Mono.defer(() -> isAnswered()
                ? Flux.from(body).doOnNext(DataBufferUtils::release).then()
                : super.writeWith(body));
    }

    @Override
    public Mono<Void> setComplete() {
        return Mono.defer(() -> isAnswered() ? Mono.empty() : super.setComplete());
    }

    /**
     * Whether the server has answered by itself, as it does when it can't read on in the middle of a body: then there is
     * nothing left to say.
     */
    private boolean isAnswered() {
        return !isCommitted()
                && ServerHttpResponseDecorator.getNativeResponse(this) instanceof HttpServerResponse server
                && server.hasSentHeaders();
    }
}
