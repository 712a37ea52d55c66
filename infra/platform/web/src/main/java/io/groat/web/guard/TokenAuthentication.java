package io.groat.web.guard;

import io.groat.web.token.BadTokenException;
import io.groat.web.token.TokenCheck;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.ReactiveAuthenticationManagerResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Authenticates by the bearer token of a request, whatever its kind. */
public final class TokenAuthentication implements ReactiveAuthenticationManagerResolver<ServerWebExchange> {

    private final TokenCheck check;

    public TokenAuthentication(TokenCheck check) {
        this.check = check;
    }

    @Override
    public Mono<ReactiveAuthenticationManager> resolve(ServerWebExchange exchange) {
        return Mono.just(given -> authenticate(given, exchange));
    }

    private Mono<Authentication> authenticate(Authentication given, ServerWebExchange exchange) {
        String token = ((BearerTokenAuthenticationToken) given).getToken();
        return check.caller(token, RemoteAddress.network(exchange))
                .<Authentication>map(CallerAuthentication::new)
                .onErrorMap(BadTokenException.class, bad -> new InvalidBearerTokenException(bad.reason()));
    }
}
