package io.groat.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.web.access.Access;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.ServerResponse;

class RouteTableTest {

    private final RouteTable table = new RouteTable(List.of(
            route(HttpMethod.GET, "/v1/things"),
            route(HttpMethod.GET, "/v1/things/{id}"),
            route(HttpMethod.PATCH, "/v1/things/{id}"),
            route(HttpMethod.DELETE, "/v1/others/{id}"),
            route(HttpMethod.GET, "/v1/things/special"),
            route(HttpMethod.GET, "/v1/{kind}/{id}/parts")));

    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/things,         /v1/things",
        "GET,    /v1/things/7,       /v1/things/{id}",
        "PATCH,  /v1/things/7,       /v1/things/{id}",
        "DELETE, /v1/others/7,       /v1/others/{id}",
        "GET,    /v1/things/special, /v1/things/special",
        "GET,    /v1/x/7/parts,      /v1/{kind}/{id}/parts",
        "HEAD,   /v1/things/special, /v1/things/special",
        "HEAD,   /v1/things/7,       /v1/things/{id}"
    })
    void findsTheRoute(String method, String path, String pattern) {
        RouteTable.Match match = Objects.requireNonNull(look(method, path));

        assertThat(Objects.requireNonNull(match.route()).pattern()).isEqualTo(pattern);
    }

    @Test
    void tellsWhatIsNotThereFromWhatIsNotTaken() {
        assertThat(look("GET", "/v1/nothing")).isNull();
        RouteTable.Match other = Objects.requireNonNull(look("PUT", "/v1/things/7"));
        assertThat(other.route()).isNull();
        assertThat(other.methods()).containsExactlyInAnyOrder(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PATCH);
    }

    @Test
    void takesEachCallOnce() {
        assertThatThrownBy(() -> new RouteTable(
                        List.of(route(HttpMethod.GET, "/v1/things/{id}"), route(HttpMethod.GET, "/v1/things/{id}"))))
                .hasMessageContaining("GET /v1/things/{id} is there twice");
    }

    private RouteTable.@Nullable Match look(String method, String path) {
        return table.match(MockServerWebExchange.from(MockServerHttpRequest.method(HttpMethod.valueOf(method), path)));
    }

    private static Route route(HttpMethod method, String pattern) {
        return new Call<Void>(method, pattern, Access.PUBLIC)
                .named("things", "thing", "A thing")
                .givesNothing("Nothing")
                .by(request -> ServerResponse.ok().build());
    }
}
