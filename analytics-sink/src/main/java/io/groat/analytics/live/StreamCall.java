package io.groat.analytics.live;

import io.groat.analytics.cache.Window;
import io.groat.web.access.Access;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Negotiation;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.problem.WebProblem;
import java.util.Arrays;
import java.util.Optional;
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

    /** Which window is asked for. */
    public static final Query<Window> WINDOW = Query.oneOf(
                    "window",
                    "The stretch of time up to now; an hour, if not said",
                    Arrays.stream(Window.values()).map(Window::text).toList(),
                    "has to be 5m, 1h, 24h or all")
            .as(text -> Window.find(text).orElseThrow());

    private final LiveFigures live;
    private final Access access;

    public StreamCall(LiveFigures live, Access access) {
        this.live = live;
        this.access = access;
    }

    public Route route() {
        return Route.get("/v1/stream", access)
                .named("figures", "watch", "Figures as they change")
                .details(
                        "Server-sent events: `snapshot` with all figures of the window, then `change` once a second with"
                                + " those that are other, and `totals` as payments come.")
                .query(WINDOW)
                .header(HeaderField.LAST_EVENT)
                .givesText(200, MediaType.TEXT_EVENT_STREAM, "Events, until the caller's token ends")
                .refuses(WebProblem.NOT_ACCEPTABLE)
                .by(this::stream);
    }

    private Mono<ServerResponse> stream(ServerRequest request) {
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
        return Optional.ofNullable(WINDOW.of(request)).orElse(Window.HOUR);
    }
}
