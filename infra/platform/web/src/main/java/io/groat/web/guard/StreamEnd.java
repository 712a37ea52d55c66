package io.groat.web.guard;

import io.groat.web.access.Caller;
import io.groat.web.access.Permit;
import io.groat.web.token.BadTokenException;
import io.groat.web.token.LiveSessions;
import io.groat.web.token.TokenCheck;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends event streams with the session, or the API key, of whoever asked for them: as soon as their next call would be
 * refused. While that can't be asked a stream goes on; and it goes on beyond its token's end while the session does.
 */
public final class StreamEnd implements WebFilter {

    /** Short of the ten seconds that are left of the bound once a token in use is checked again. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final String BEARER = "Bearer ";

    private final TokenCheck tokens;
    private final LiveSessions sessions;

    public StreamEnd(TokenCheck tokens, LiveSessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        // Event streams are read; what moves money is not slowed down for them.
        return HttpMethod.GET.equals(exchange.getRequest().getMethod())
                ? chain.filter(exchange.mutate().response(new Ending(exchange)).build())
                : chain.filter(exchange);
    }

    /** Gives one value when the caller of a stream would be refused; never one where nobody was asked who they are. */
    private Mono<Boolean> over(ServerWebExchange exchange) {
        Permit permit = Permit.find(exchange);
        return permit == null
                ? Mono.never()
                : Flux.interval(LOOK)
                        .onBackpressureDrop()
                        .concatMap(tick -> isOver(permit.caller(), exchange), 1)
                        .filter(over -> over)
                        .next();
    }

    private Mono<Boolean> isOver(Caller caller, ServerWebExchange exchange) {
        String session = caller.sessionId();
        if (session != null) {
            return sessions.isLive(caller.id(), session).map(live -> !live).onErrorReturn(false);
        }
        String token = token(exchange);
        return caller.kind() != Caller.Kind.API_KEY || token == null
                ? Mono.just(false)
                : tokens.caller(token, RemoteAddress.network(exchange))
                        .map(good -> false)
                        .onErrorReturn(BadTokenException.class, true)
                        .onErrorReturn(false);
    }

    private static @Nullable String token(ServerWebExchange exchange) {
        String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    private final class Ending extends ServerHttpResponseDecorator {

        private final ServerWebExchange exchange;

        Ending(ServerWebExchange exchange) {
            super(exchange.getResponse());
            this.exchange = exchange;
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            return super.writeWith(isStream() ? Flux.from(body).takeUntilOther(over(exchange)) : body);
        }

        @Override
        public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
            return super.writeAndFlushWith(isStream() ? Flux.from(body).takeUntilOther(over(exchange)) : body);
        }

        private boolean isStream() {
            return MediaType.TEXT_EVENT_STREAM.isCompatibleWith(getHeaders().getContentType());
        }
    }
}
