package io.groat.analytics.query;

import io.groat.analytics.board.Window;
import io.groat.analytics.live.Frame;
import io.groat.analytics.live.LiveFigures;
import io.groat.analytics.live.StreamCall;
import io.groat.analytics.summary.Catalog;
import io.groat.analytics.summary.Catalog.About;
import io.groat.analytics.summary.SummaryJson;
import io.groat.web.http.Answer;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** All figures of a window, and those of the shards. As the live figures have them: at most a second old. */
final class SummaryCall {

    private static final String SHARDS = "shards.";

    private final LiveFigures live;

    public SummaryCall(LiveFigures live) {
        this.live = live;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/summary", Reads.FIGURES, request -> answer(request, "")),
                Route.get("/v1/shards", Reads.FIGURES, request -> answer(request, SHARDS)));
    }

    private Mono<ServerResponse> answer(ServerRequest request, String prefix) {
        Parameters.requireOnly(request, Set.of("window"));
        Window window = StreamCall.window(request);
        return live.now()
                .switchIfEmpty(Mono.error(() -> new ProblemException(AnalyticsProblem.NOT_READY, null, null)))
                .flatMap(frame -> answer(request, prefix, window, frame));
    }

    private static Mono<ServerResponse> answer(ServerRequest request, String prefix, Window window, Frame frame) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        frame.summary(window).figures().forEach((name, value) -> {
            if (name.startsWith(prefix) || (!prefix.isEmpty() && name.startsWith("sources."))) {
                figures.put(name, value);
            }
        });
        return Csv.isWanted(request)
                ? csv(frame, window, figures)
                : Answer.ok(json -> write(json, frame, window, figures));
    }

    private static void write(JsonGenerator json, Frame frame, Window window, Map<String, @Nullable Object> figures) {
        json.writeStartObject();
        json.writeStringProperty("window", window.text());
        json.writeStringProperty(
                "from", Instant.ofEpochSecond(window.from(frame.at())).toString());
        json.writeStringProperty("to", frame.at().toString());
        SummaryJson.writeNested(json, figures);
        json.writeObjectPropertyStart("about");
        figures.keySet().forEach(name -> {
            About about = Catalog.about(name);
            if (!about.unit().isEmpty()) {
                json.writeObjectPropertyStart(name);
                json.writeStringProperty("unit", about.unit());
                json.writeStringProperty("of", about.of());
                json.writeEndObject();
            }
        });
        json.writeEndObject();
        json.writeEndObject();
    }

    private static Mono<ServerResponse> csv(Frame frame, Window window, Map<String, @Nullable Object> figures) {
        Csv csv = new Csv("window", "at", "figure", "value", "unit", "of");
        figures.forEach((name, value) -> {
            About about = Catalog.about(name);
            csv.row(Arrays.asList(window.text(), frame.at(), name, value, about.unit(), about.of()));
        });
        return csv.answer();
    }
}
