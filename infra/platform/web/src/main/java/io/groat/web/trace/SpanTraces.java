package io.groat.web.trace;

import io.groat.event.TraceParent;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;

/** While traces are recorded, the server's own step of a request: it goes on from the header, and all else from it. */
final class SpanTraces implements TraceSource {

    private final TraceSource otherwise;

    /** @param otherwise of requests that are not observed */
    SpanTraces(TraceSource otherwise) {
        this.otherwise = otherwise;
    }

    @Override
    public TraceParent of(ServerWebExchange exchange) {
        @Nullable
        Span span = ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                .<@Nullable TracingContext>map(observed -> observed.get(TracingContext.class))
                .map(TracingContext::getSpan)
                .orElse(null);
        if (span == null || span.isNoop()) {
            return otherwise.of(exchange);
        }
        TraceContext context = span.context();
        return TraceParent.of(context.traceId(), context.spanId(), Boolean.TRUE.equals(context.sampled()));
    }
}
