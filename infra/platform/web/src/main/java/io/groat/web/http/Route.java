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
 * @param description what it takes and gives
 */
public record Route(
        HttpMethod method,
        String pattern,
        Access access,
        Description description,
        HandlerFunction<ServerResponse> handler) {

    public static Call<Void> get(String pattern, Access access) {
        return new Call<>(HttpMethod.GET, pattern, access);
    }

    public static Call<Void> post(String pattern, Access access) {
        return new Call<>(HttpMethod.POST, pattern, access);
    }

    public static Call<Void> put(String pattern, Access access) {
        return new Call<>(HttpMethod.PUT, pattern, access);
    }

    public static Call<Void> patch(String pattern, Access access) {
        return new Call<>(HttpMethod.PATCH, pattern, access);
    }

    public static Call<Void> delete(String pattern, Access access) {
        return new Call<>(HttpMethod.DELETE, pattern, access);
    }

    /** Such as {@code GET /v1/things/{id}}. */
    public String name() {
        return method + " " + pattern;
    }
}
