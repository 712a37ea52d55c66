package io.groat.web.guard;

import io.groat.web.http.Problems;
import io.groat.web.problem.Problem;
import io.groat.web.problem.WebProblem;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Answers those who may not make a call: 401 to nobody known, 403 to those whose role is another.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750, the WWW-Authenticate field</a>
 */
public final class AccessProblems implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    private static final String SCHEME = "Bearer realm=\"groat\"";

    private final Problems problems;

    public AccessProblems(Problems problems) {
        this.problems = problems;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException failure) {
        boolean bad = failure instanceof InvalidBearerTokenException;
        return problems.send(
                exchange,
                Problem.of(WebProblem.UNAUTHENTICATED, null, bad ? failure.getMessage() : "No token was sent"),
                Map.of(HttpHeaders.WWW_AUTHENTICATE, bad ? SCHEME + ", error=\"invalid_token\"" : SCHEME));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
        return problems.send(
                exchange,
                Problem.of(WebProblem.FORBIDDEN),
                Map.of(HttpHeaders.WWW_AUTHENTICATE, SCHEME + ", error=\"insufficient_scope\""));
    }
}
