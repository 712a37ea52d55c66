package io.groat.analytics.live;

import io.groat.analytics.board.Window;
import io.groat.web.access.Access;
import io.groat.web.http.Negotiation;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import java.util.Set;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Figures as they change, as server-sent events: {@code snapshot} with all of a window's, then {@code change} once a
 * second with those that are other, and {@code totals} as payments come.
 */
public final class StreamCall {

    private final LiveFigures live;
    private final Access access;

    public StreamCall(LiveFigures live, Access access) {
        this.live = live;
        this.access = access;
    }

    public Route route() {
        return Route.get("/v1/stream", access, this::stream);
    }

    private Mono<ServerResponse> stream(ServerRequest request) {
        Parameters.requireOnly(request, Set.of("window"));
        Window window = window(request);
        Negotiation.require(request, MediaType.TEXT_EVENT_STREAM);
        String seen = Parameters.header(request, "Last-Event-ID");
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .header("X-Accel-Buffering", "no")
                .body((answer, context) -> answer.writeAndFlushWith(live.watch(window, seen)
                        .map(event -> Mono.just(DefaultDataBufferFactory.sharedInstance.wrap(event)))));
    }

    /** The window asked for; an hour when none is. */
    public static Window window(ServerRequest request) {
        String text = request.queryParam("window").orElse(Window.HOUR.text());
        return Window.find(text)
                .orElseThrow(() -> Parameters.invalid("window", "\"window\" has to be 5m, 1h, 24h or all"));
    }
}
