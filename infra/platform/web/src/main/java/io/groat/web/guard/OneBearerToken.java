package io.groat.web.guard;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The bearer token of a request, of which there may be one: of two, parts of a system might each believe another. */
public final class OneBearerToken implements ServerAuthenticationConverter {

    private final ServerBearerTokenAuthenticationConverter converter = new ServerBearerTokenAuthenticationConverter();

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        return exchange.getRequest()
                                .getHeaders()
                                .getOrEmpty(HttpHeaders.AUTHORIZATION)
                                .size()
                        > 1
                ? Mono.error(new InvalidBearerTokenException("Authorization is there more than once"))
                : converter.convert(exchange);
    }
}
