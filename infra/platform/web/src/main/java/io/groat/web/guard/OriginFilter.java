package io.groat.web.guard;

import io.groat.web.http.Problems;
import io.groat.web.problem.Problem;
import io.groat.web.problem.WebProblem;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets pages of some origins call, as browsers ask. Before all that looks at tokens, since a browser asks without its
 * token first.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
public final class OriginFilter implements WebFilter {

    private final CorsProcessor processor = new DefaultCorsProcessor();
    private final CorsConfiguration allowed;
    private final Problems problems;

    public OriginFilter(CorsConfiguration allowed, Problems problems) {
        this.allowed = allowed;
        this.problems = problems;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!isAllowed(exchange)) {
            return problems.send(exchange, Problem.of(WebProblem.ORIGIN_NOT_ALLOWED), Map.of());
        }
        return CorsUtils.isPreFlightRequest(exchange.getRequest()) ? Mono.empty() : chain.filter(exchange);
    }

    private boolean isAllowed(ServerWebExchange exchange) {
        try {
            return processor.process(allowed, exchange);
        } catch (IllegalArgumentException noOrigin) {
            return false;
        }
    }
}
