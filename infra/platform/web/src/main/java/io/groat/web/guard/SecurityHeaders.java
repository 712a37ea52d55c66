package io.groat.web.guard;

import io.groat.web.http.DataHeaders;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * What browsers are told about every answer: to take it for nothing but what it says it is, to show it in no frame, to
 * tell nobody where it was read, and to keep it nowhere. Answers of the API run nothing; the documentation's pages run
 * what comes from here.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class SecurityHeaders implements WebFilter {

    private static final String PAGE = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        String path = request.getPath().value();
        boolean page = path.startsWith("/swagger-ui") || path.startsWith("/webjars");
        HttpHeaders headers = exchange.getResponse().getHeaders();
        DataHeaders.set(headers::set);
        if (page) {
            headers.set(DataHeaders.POLICY, PAGE);
            headers.remove(HttpHeaders.CACHE_CONTROL);
        }
        if (request.getSslInfo() != null) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        return chain.filter(exchange);
    }
}
