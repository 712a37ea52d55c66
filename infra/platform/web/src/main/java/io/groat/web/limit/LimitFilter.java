package io.groat.web.limit;

import io.groat.web.access.Caller;
import io.groat.web.access.Limit;
import io.groat.web.access.Permit;
import io.groat.web.access.Rate;
import io.groat.web.guard.RemoteAddress;
import io.groat.web.http.RouteTable;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Holds each call to its route's limit, and tells the caller where they stand. After the security filters, which know
 * the caller.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">The RateLimit fields' draft</a>
 */
@Order(0)
public final class LimitFilter implements WebFilter {

    private final RateLimiter limiter;
    private final RouteTable routes;

    public LimitFilter(RateLimiter limiter, RouteTable routes) {
        this.limiter = limiter;
        this.routes = routes;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        RouteTable.Match match = routes.match(exchange);
        if (match == null || match.route() == null) {
            return chain.filter(exchange);
        }
        Limit limit = match.route().access().limit();
        Permit permit = Permit.find(exchange);
        Caller caller = permit == null ? null : permit.caller();
        Rate rate = limiter.rate(limit, caller);
        if (rate.isUnlimited()) {
            return chain.filter(exchange);
        }
        return limiter.take(subject(exchange, caller), limit, rate).flatMap(decision -> {
            describe(exchange.getResponse().getHeaders(), limit, decision);
            return decision.allowed() ? chain.filter(exchange) : Mono.error(decision.refusal());
        });
    }

    private static String subject(ServerWebExchange exchange, @Nullable Caller caller) {
        return caller == null ? "address:" + RemoteAddress.network(exchange) : caller.text();
    }

    private static void describe(HttpHeaders headers, Limit limit, Decision decision) {
        Rate rate = decision.rate();
        headers.set(
                "RateLimit-Policy",
                "\"" + limit.name() + "\";q=" + rate.permits() + ";w="
                        + Math.max(1, rate.period().toSeconds()));
        headers.set(
                "RateLimit",
                "\"" + limit.name() + "\";r=" + decision.remaining() + ";t=" + Decision.seconds(decision.resetAfter()));
    }
}
