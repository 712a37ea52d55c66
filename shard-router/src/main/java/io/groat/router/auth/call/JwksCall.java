package io.groat.router.auth.call;

import com.nimbusds.jose.jwk.JWKSet;
import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.auth.token.KeyFolder;
import io.groat.web.access.Access;
import io.groat.web.http.Route;
import io.groat.web.shape.Doc;
import io.groat.web.shape.RawObject;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Publishes the keys that check access tokens.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, JWK set</a>
 */
final class JwksCall {

    /** Shorter than the time before a new key signs. */
    private static final Duration MAX_AGE = Duration.ofSeconds(15);

    private final KeyFolder keys;

    public JwksCall(KeyFolder keys) {
        this.keys = keys;
    }

    public Route route() {
        return Route.get("/.well-known/jwks.json", Access.PUBLIC)
                .named("login", "getKeys", "The keys that access tokens are signed with")
                .details("A JWK set. May be kept for 15 seconds.")
                .gives(200, KeySetView.class, "The keys")
                .refuses(AuthProblem.AUTH_UNAVAILABLE)
                .by(this::published);
    }

    /** What is answered; the library writes it. */
    @Doc("A JWK set (RFC 7517)")
    record KeySetView(List<RawObject> keys) {}

    private Mono<ServerResponse> published(ServerRequest request) {
        return keys.keys()
                .flatMap(ring -> ServerResponse.ok()
                        .cacheControl(CacheControl.maxAge(MAX_AGE).cachePublic())
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(new JWKSet(ring.published()).toString()));
    }
}
