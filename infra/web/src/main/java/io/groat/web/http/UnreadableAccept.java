package io.groat.web.http;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Takes an {@code Accept} that can't be read away from what libraries serve, which would refuse it: there it says no more
 * than it does to our own calls, see {@link Negotiation}.
 */
public final class UnreadableAccept implements WebFilter {

    private final RouteTable routes;

    public UnreadableAccept(RouteTable routes) {
        this.routes = routes;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        boolean inTheWay = headers.containsHeader(HttpHeaders.ACCEPT)
                && routes.match(exchange) == null
                && Negotiation.ranges(headers).isEmpty();
        return chain.filter(inTheWay ? withoutAccept(exchange) : exchange);
    }

    private static ServerWebExchange withoutAccept(ServerWebExchange exchange) {
        return exchange.mutate()
                .request(request -> request.headers(headers -> headers.remove(HttpHeaders.ACCEPT)))
                .build();
    }
}
