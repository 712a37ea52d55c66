package io.groat.web.http;

import io.groat.web.json.JsonBody;
import io.groat.web.shape.Shape;
import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers in JSON, written straight into the response's buffer. */
public final class Answer {

    private static final int USUAL_SIZE = 768;

    private Answer() {}

    public static Mono<ServerResponse> ok(JsonBody body) {
        return of(200, headers -> {}, body);
    }

    public static Mono<ServerResponse> ok(Record body) {
        return ok(Shape.body(body));
    }

    public static Mono<ServerResponse> of(int status, Consumer<HttpHeaders> headers, Record body) {
        return of(status, headers, Shape.body(body));
    }

    public static Mono<ServerResponse> of(int status, Consumer<HttpHeaders> headers, JsonBody body) {
        return ServerResponse.status(status)
                .headers(headers)
                .build((exchange, context) -> write(exchange, MediaType.APPLICATION_JSON, body));
    }

    /** An answer written past the handlers, where an error has ended them. */
    public static Mono<Void> write(
            ServerWebExchange exchange, int status, MediaType type, Consumer<HttpHeaders> headers, JsonBody body) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(status));
        headers.accept(response.getHeaders());
        return write(exchange, type, body);
    }

    private static Mono<Void> write(ServerWebExchange exchange, MediaType type, JsonBody body) {
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().setContentType(type);
        return response.writeWith(Mono.fromSupplier(() -> body.toBuffer(response.bufferFactory(), USUAL_SIZE)));
    }
}
