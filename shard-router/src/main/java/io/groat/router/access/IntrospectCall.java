package io.groat.router.access;

import io.groat.web.access.Access;
import io.groat.web.access.Caller;
import io.groat.web.access.Limit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Route;
import io.groat.web.json.JsonBody;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.token.BadTokenException;
import io.groat.web.token.TokenVerifier;
import io.groat.web.token.Verified;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Tells our other services whom a token stands for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662, token introspection</a>
 */
public final class IntrospectCall {

    private static final Access SERVICES = Access.of(Scope.TOKENS, Role.SERVICE).limited(Limit.NONE);
    private static final String TOKEN = "token=";

    private final TokenVerifier tokens;
    private final Bodies bodies;

    public IntrospectCall(TokenVerifier tokens, Bodies bodies) {
        this.tokens = tokens;
        this.bodies = bodies;
    }

    public Route route() {
        return Route.post("/v1/auth/introspect", SERVICES, this::introspect);
    }

    private Mono<ServerResponse> introspect(ServerRequest request) {
        return bodies.whole(request, MediaType.APPLICATION_FORM_URLENCODED)
                .map(IntrospectCall::token)
                .flatMap(tokens::verify)
                .map(IntrospectCall::active)
                .onErrorResume(
                        BadTokenException.class,
                        bad -> Mono.just(json -> {
                            json.writeStartObject();
                            json.writeBooleanProperty("active", false);
                            json.writeEndObject();
                        }))
                .flatMap(Answer::ok);
    }

    private static String token(byte[] form) {
        return Arrays.stream(new String(form, StandardCharsets.US_ASCII).split("&", -1))
                .filter(field -> field.startsWith(TOKEN))
                .map(field -> URLDecoder.decode(field.substring(TOKEN.length()), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow(() -> new ProblemException(WebProblem.MISSING_FIELD, "token", "\"token\" is missing"));
    }

    private static JsonBody active(Verified verified) {
        Caller caller = verified.caller();
        return json -> {
            json.writeStartObject();
            json.writeBooleanProperty("active", true);
            json.writeStringProperty("token_type", "Bearer");
            json.writeStringProperty("client_id", caller.id());
            json.writeStringProperty("sub", caller.text());
            json.writeStringProperty(
                    "scope", caller.scopes().stream().map(Scope::text).sorted().collect(Collectors.joining(" ")));
            json.writeArrayPropertyStart("roles");
            caller.roles().stream().map(Role::text).sorted().forEach(json::writeString);
            json.writeEndArray();
            if (!verified.until().equals(Instant.MAX)) {
                json.writeNumberProperty("exp", verified.until().getEpochSecond());
            }
            json.writeEndObject();
        };
    }
}
