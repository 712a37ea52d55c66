package io.groat.router.http;

import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * One call of the API.
 *
 * @param pattern its path, with variables in braces
 */
public record Route(HttpMethod method, String pattern, HandlerFunction<ServerResponse> handler) {

    public static Route get(String pattern, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.GET, pattern, handler);
    }

    public static Route post(String pattern, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.POST, pattern, handler);
    }

    public static Route patch(String pattern, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.PATCH, pattern, handler);
    }
}
