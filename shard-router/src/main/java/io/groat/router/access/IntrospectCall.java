package io.groat.router.access;

import io.groat.router.problem.MoneyProblems;
import io.groat.web.access.Access;
import io.groat.web.access.Caller;
import io.groat.web.access.Limit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Route;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.Named;
import io.groat.web.token.BadTokenException;
import io.groat.web.token.TokenVerifier;
import io.groat.web.token.Verified;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Tells our other services whom a token stands for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662, token introspection</a>
 */
final class IntrospectCall {

    private static final Access SERVICES = Access.of(Scope.TOKENS, Role.SERVICE).limited(Limit.NONE);
    private static final String TOKEN = "token=";

    private final TokenVerifier tokens;
    private final Bodies bodies;

    public IntrospectCall(TokenVerifier tokens, Bodies bodies) {
        this.tokens = tokens;
        this.bodies = bodies;
    }

    public Route route() {
        return Route.post("/v1/auth/introspect", SERVICES)
                .named("access", "introspect", "Whom a token stands for, for the services of this system")
                .takesForm(IntrospectionForm.class)
                .gives(200, IntrospectionView.class, "What is known of it")
                .refuses(WebProblem.MISSING_FIELD)
                .refuses(MoneyProblems.onShards())
                .by(this::introspect);
    }

    private Mono<ServerResponse> introspect(ServerRequest request) {
        return bodies.whole(request, MediaType.APPLICATION_FORM_URLENCODED)
                .map(IntrospectCall::token)
                .flatMap(tokens::verify)
                .map(IntrospectionView::of)
                .onErrorReturn(BadTokenException.class, IntrospectionView.INACTIVE)
                .flatMap(Answer::ok);
    }

    private static String token(byte[] form) {
        return Arrays.stream(new String(form, StandardCharsets.US_ASCII).split("&", -1))
                .filter(field -> field.startsWith(TOKEN))
                .map(field -> URLDecoder.decode(field.substring(TOKEN.length()), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow(() -> new ProblemException(WebProblem.MISSING_FIELD, "token", "\"token\" is missing"));
    }

    /** A token. */
    @Doc("A form with a token or API key to look at (RFC 7662)")
    record IntrospectionForm(
            @Doc(example = "groat_0123456789abcdef_secret") String token) {}

    /** Whom it stands for. */
    @Doc("Whom a token stands for; no more than `active` when it is not good")
    record IntrospectionView(
            boolean active,

            @Doc(example = "Bearer") @Named("token_type") @LeftOut @Nullable
            String tokenType,

            @Doc(example = "alice") @Named("client_id") @LeftOut @Nullable
            String clientId,

            @Doc(example = "user:alice") @LeftOut @Nullable String sub,

            @Doc(value = "What it is held to; nothing when to nothing beyond its roles", example = "transfers:read")
            @LeftOut
            @Nullable
            String scope,

            @Doc(example = "[\"user\"]") @LeftOut @Nullable List<String> roles,

            @Doc(value = "When it ends, in seconds since 1970; not there when never", example = "1769860800")
            @LeftOut
            @Nullable
            Long exp) {

        private static final IntrospectionView INACTIVE =
                new IntrospectionView(false, null, null, null, null, null, null);

        private static IntrospectionView of(Verified verified) {
            Caller caller = verified.caller();
            return new IntrospectionView(
                    true,
                    "Bearer",
                    caller.id(),
                    caller.text(),
                    caller.scopes().stream().map(Scope::text).sorted().collect(Collectors.joining(" ")),
                    caller.roles().stream().map(Role::text).sorted().toList(),
                    verified.until().equals(Instant.MAX)
                            ? null
                            : verified.until().getEpochSecond());
        }
    }
}
