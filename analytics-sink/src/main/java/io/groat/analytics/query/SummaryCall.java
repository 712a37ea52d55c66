package io.groat.analytics.query;

import io.groat.analytics.cache.Window;
import io.groat.analytics.live.Frame;
import io.groat.analytics.live.LiveFigures;
import io.groat.analytics.live.StreamCall;
import io.groat.analytics.summary.Catalog;
import io.groat.analytics.summary.Catalog.About;
import io.groat.analytics.summary.SummaryJson;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Flat;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** All figures of a window, and those of the shards. As the live figures have them: at most a second old. */
final class SummaryCall {

    private static final String SHARDS = "shards.";

    private final LiveFigures live;

    public SummaryCall(LiveFigures live) {
        this.live = live;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/summary", Reads.FIGURES)
                        .named("figures", "getSummary", "All figures of a window")
                        .query(StreamCall.WINDOW)
                        .gives(200, SummaryView.class, "As they are, at most a second old")
                        .givesText(200, Csv.TYPE, "The same, a figure a row")
                        .refuses(AnalyticsProblem.NOT_READY)
                        .by(request -> answer(request, "")),
                Route.get("/v1/shards", Reads.FIGURES)
                        .named("figures", "getShards", "Figures of the shards")
                        .query(StreamCall.WINDOW)
                        .gives(200, SummaryView.class, "As they are, at most some seconds old")
                        .givesText(200, Csv.TYPE, "The same, a figure a row")
                        .refuses(AnalyticsProblem.NOT_READY)
                        .by(request -> answer(request, SHARDS)));
    }

    private Mono<ServerResponse> answer(ServerRequest request, String prefix) {
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
        return Csv.isWanted(request) ? csv(frame, window, figures) : Answer.ok(SummaryView.of(frame, window, figures));
    }

    /**
     * Figures of a window.
     *
     * @param figures nested by the parts of their names
     * @param about what each is, by its whole name
     */
    @Doc("Figures of a window, nested by the parts of their names: `payments.completed.count` stands in `completed` of"
            + " `payments`. One that is null is not known, or has nothing to be a share of")
    record SummaryView(
            @Doc(example = "1h") String window,
            Instant from,
            Instant to,
            @Flat Map<String, @Nullable Object> figures,
            @Doc("What each figure is, by its whole name") Map<String, FigureView> about) {

        private static SummaryView of(Frame frame, Window window, Map<String, @Nullable Object> figures) {
            Map<String, FigureView> about = new LinkedHashMap<>();
            figures.keySet().forEach(name -> {
                About known = Catalog.about(name);
                if (!known.unit().isEmpty()) {
                    about.put(name, new FigureView(known.unit(), known.of()));
                }
            });
            return new SummaryView(
                    window.text(),
                    Instant.ofEpochSecond(window.from(frame.at())),
                    frame.at(),
                    SummaryJson.nested(figures),
                    about);
        }
    }

    /** What a figure is. */
    record FigureView(
            @Doc(example = "payments") String unit,

            @Doc(value = "What it is a part or a measurement of", example = "payments ended in the window")
            String of) {}

    private static Mono<ServerResponse> csv(Frame frame, Window window, Map<String, @Nullable Object> figures) {
        Csv csv = new Csv("window", "at", "figure", "value", "unit", "of");
        figures.forEach((name, value) -> {
            About about = Catalog.about(name);
            csv.row(Arrays.asList(window.text(), frame.at(), name, value, about.unit(), about.of()));
        });
        return csv.answer();
    }
}
