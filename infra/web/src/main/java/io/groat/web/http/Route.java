package io.groat.web.http;

import io.groat.web.access.Access;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * One call of the API.
 *
 * @param pattern its path, with variables in braces
 * @param access who may make it
 */
public record Route(HttpMethod method, String pattern, Access access, HandlerFunction<ServerResponse> handler) {

    public static Route get(String pattern, Access access, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.GET, pattern, access, handler);
    }

    public static Route post(String pattern, Access access, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.POST, pattern, access, handler);
    }

    public static Route put(String pattern, Access access, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.PUT, pattern, access, handler);
    }

    public static Route patch(String pattern, Access access, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.PATCH, pattern, access, handler);
    }

    public static Route delete(String pattern, Access access, HandlerFunction<ServerResponse> handler) {
        return new Route(HttpMethod.DELETE, pattern, access, handler);
    }
}
