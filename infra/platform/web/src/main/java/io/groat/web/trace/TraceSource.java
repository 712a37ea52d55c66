package io.groat.web.trace;

import io.groat.event.TraceParent;
import org.springframework.web.server.ServerWebExchange;

/** Says which trace a request belongs to. */
@FunctionalInterface
interface TraceSource {

    TraceParent of(ServerWebExchange exchange);
}
