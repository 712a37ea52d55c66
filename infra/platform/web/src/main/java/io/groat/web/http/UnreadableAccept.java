package io.groat.web.http;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Takes an {@code Accept} that can't be read away from what libraries serve, which would fail of it: there it says no more
 * than it does to our own calls that do not look at it, see {@link Negotiation}. One that names too many types is taken away from all, before the
 * framework looks at it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class UnreadableAccept implements WebFilter {

    private final RouteTable routes;

    public UnreadableAccept(RouteTable routes) {
        this.routes = routes;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        boolean inTheWay = headers.containsHeader(HttpHeaders.ACCEPT)
                && (Negotiation.isTooLong(headers)
                        || (routes.match(exchange) == null && !Negotiation.isReadable(headers)));
        return chain.filter(inTheWay ? withoutAccept(exchange) : exchange);
    }

    private static ServerWebExchange withoutAccept(ServerWebExchange exchange) {
        return exchange.mutate()
                .request(request -> request.headers(headers -> headers.remove(HttpHeaders.ACCEPT)))
                .build();
    }
}
