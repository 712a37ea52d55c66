package io.groat.infra.webtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.web.access.Role;
import io.groat.web.http.RouteTable;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Walks over every route of a running service with every role, and with none. */
public final class AccessWalk {

    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;

    /** Knows its callers by their signatures, and turns down all others, whatever their tokens. */
    private static final Set<String> SIGNED = Set.of("POST /payments/webhook");

    private final WebTestClient http;
    private final Map<Role, String> tokens;

    /**
     * @param http sends no token by itself
     * @param tokens a good one for each role
     */
    public AccessWalk(WebTestClient http, Map<Role, String> tokens) {
        this.http = http;
        this.tokens = Map.copyOf(tokens);
    }

    /** Checks that the service does what its routes say, and so {@code infra/docs/access.md}. */
    public void check(RouteTable routes) {
        assertThat(tokens).containsOnlyKeys(Role.values());
        assertThat(routes.routes()).isNotEmpty();
        routes.routes().forEach(route -> check(route.name(), route.access().roles()));
    }

    private void check(String call, Set<Role> allowed) {
        if (SIGNED.contains(call)) {
            assertThat(status(call, "")).as(call + " without a signature").isEqualTo(UNAUTHENTICATED);
            tokens.forEach((role, token) ->
                    assertThat(status(call, token)).as(call + " as " + role).isEqualTo(UNAUTHENTICATED));
            return;
        }
        boolean open = allowed.isEmpty();
        assertThat(status(call, ""))
                .as(call + " without a token")
                .matches(status -> open == (status != UNAUTHENTICATED));
        assertThat(status(call, "nonsense")).as(call + " with nonsense").isEqualTo(UNAUTHENTICATED);
        tokens.forEach((role, token) -> {
            int status = status(call, token);
            if (open || allowed.contains(role)) {
                assertThat(status).as(call + " as " + role).isNotIn(UNAUTHENTICATED, FORBIDDEN);
            } else {
                assertThat(status).as(call + " as " + role).isEqualTo(FORBIDDEN);
            }
        });
    }

    private int status(String call, String token) {
        String[] parts = call.split(" ", 2);
        try {
            return answered(parts[0], parts[1], token);
        } catch (IllegalStateException unanswered) {
            throw new AssertionError("%s with the token %s is not answered".formatted(call, token), unanswered);
        }
    }

    private int answered(String method, String path, String token) {
        return http.method(HttpMethod.valueOf(method))
                .uri(path.replaceAll("\\{[^}]+}", "x"))
                // Streams, which would not end, are not what is asked for: 406 says enough.
                .accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON)
                .headers(headers -> {
                    if (!token.isEmpty()) {
                        headers.setBearerAuth(token);
                    }
                })
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }
}
