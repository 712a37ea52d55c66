package io.groat.web.trace;

import io.groat.event.TraceParent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/**
 * The trace that the request names, as it came: who records no steps is none in it. A request that names none, or two,
 * begins one, so that what it causes can be found together.
 */
final class HeaderTraces implements TraceSource {

    @Override
    public TraceParent of(ServerWebExchange exchange) {
        @Nullable List<String> named = exchange.getRequest().getHeaders().get(TraceParent.HEADER);
        TraceParent found = named == null || named.size() != 1
                ? null
                : TraceParent.find(named.get(0).strip());
        return found == null ? TraceParent.begin() : found;
    }
}
