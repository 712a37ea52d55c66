package io.groat.web.trace;

import io.groat.event.TraceParent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives each request its trace before anything else has it, and tells the client which: there is no header for that in the
 * standard yet, so it is the one of its draft.
 *
 * @see <a href="https://w3c.github.io/trace-context/#trace-context-http-response-headers-format">W3C, Trace Context,
 *     response headers</a>
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class TraceFilter implements WebFilter {

    static final String RESPONSE_HEADER = "traceresponse";

    private final TraceSource source;

    TraceFilter(TraceSource source) {
        this.source = source;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        TraceParent trace = source.of(exchange);
        Traces.put(exchange, trace);
        exchange.getResponse().getHeaders().set(RESPONSE_HEADER, trace.text());
        return chain.filter(exchange).contextWrite(context -> Traces.put(context, trace));
    }
}
