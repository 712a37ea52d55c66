package io.groat.web.trace;

import io.groat.event.TraceParent;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Where the trace of a request is found: with its exchange, and in the Reactor context of all that it causes. */
public final class Traces {

    private static final String ATTRIBUTE = Traces.class.getName();

    private Traces() {}

    /** The trace of a request; null of one that was refused before it had any. */
    public static @Nullable TraceParent of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    /** The trace of the request that is being answered; null when it is none. */
    public static @Nullable TraceParent in(ContextView context) {
        return context.getOrDefault(TraceParent.class, null);
    }

    /** Work that has to know the trace of its request, or that there is none. */
    public static <T> Mono<T> with(Function<@Nullable TraceParent, Mono<T>> work) {
        return Mono.deferContextual(context -> work.apply(in(context)));
    }

    /** Work that is not a request's, in the trace of what it follows from. */
    public static <T> Mono<T> within(@Nullable TraceParent trace, Mono<T> work) {
        return trace == null ? work : work.contextWrite(context -> put(context, trace));
    }

    static void put(ServerWebExchange exchange, TraceParent trace) {
        exchange.getAttributes().put(ATTRIBUTE, trace);
    }

    static Context put(Context context, TraceParent trace) {
        return context.put(TraceParent.class, trace);
    }
}
