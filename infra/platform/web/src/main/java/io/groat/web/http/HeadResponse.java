package io.groat.web.http;

import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Mono;

/**
 * A response to HEAD, which tells the length of the body that GET would have. Spring's own takes the transfer coding, which
 * the server has set beforehand, for a decision, and tells none.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2">RFC 9110, HEAD</a>
 */
public final class HeadResponse extends ServerHttpResponseDecorator {

    public HeadResponse(ServerHttpResponse response) {
        super(response);
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        HttpHeaders headers = getHeaders();
        if (!(body instanceof Mono<? extends DataBuffer> whole) || headers.containsHeader(HttpHeaders.CONTENT_LENGTH)) {
            return super.writeWith(body);
        }
        return whole.doOnNext(buffer -> {
                    headers.remove(HttpHeaders.TRANSFER_ENCODING);
                    headers.setContentLength(buffer.readableByteCount());
                    DataBufferUtils.release(buffer);
                })
                .then();
    }
}
