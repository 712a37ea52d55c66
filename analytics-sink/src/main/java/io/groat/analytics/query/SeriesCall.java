package io.groat.analytics.query;

import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.aggregate.Granularity;
import io.groat.analytics.aggregate.Slice;
import io.groat.analytics.figure.FigureBytes;
import io.groat.analytics.figure.Figures;
import io.groat.analytics.query.Metric.By;
import io.groat.analytics.query.SeriesAnswer.Line;
import io.groat.analytics.rebuild.GenerationStore;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** A figure over time. */
final class SeriesCall {

    private static final int MOST_POINTS = 1_500;
    private static final Query<String> METRIC =
            Query.oneOf("metric", "Which figure", Metric.names(), "is unknown").needed();
    private static final Query<Granularity> GRANULARITY = Query.oneOf(
                    "granularity",
                    "How long the stretch of a point is; a minute, if not said",
                    Arrays.stream(Granularity.values()).map(Granularity::name).toList(),
                    "has to be minute, hour or day")
            .as(Granularity::valueOf);
    private static final Query<String> BY = Query.oneOf(
            "by",
            "What it is split by; not every figure is by each of them",
            Arrays.stream(By.values()).map(By::name).toList(),
            "is unknown");
    private static final Query<Instant> FROM = Query.time(
            "from", "The first point; an hour, a day or 30 days before the end, by the granularity, if not said");
    private static final Query<Instant> TO = Query.time("to", "The end; now, if not said");

    private final AggregateStore aggregates;
    private final GenerationStore generations;
    private final InstantSource clock;

    public SeriesCall(AggregateStore aggregates, GenerationStore generations, InstantSource clock) {
        this.aggregates = aggregates;
        this.generations = generations;
        this.clock = clock;
    }

    public Route route() {
        return Route.get("/v1/series", Reads.FIGURES)
                .named("figures", "getSeries", "A figure over time")
                .details(
                        "At most " + MOST_POINTS + " points. Where nothing happened a count is 0, and a ratio is null.")
                .query(METRIC, GRANULARITY, BY, FROM, TO)
                .gives(200, SeriesAnswer.SeriesView.class, "Its points, in one line or one for each part")
                .givesText(200, Csv.TYPE, "The same")
                .refuses(
                        AnalyticsProblem.UNKNOWN_METRIC,
                        AnalyticsProblem.TOO_MANY_POINTS,
                        AnalyticsProblem.STORE_UNAVAILABLE)
                .by(this::series);
    }

    /** @param to the start of the stretch after the last one */
    private record Asked(
            Metric metric,
            Granularity granularity,
            long from,
            long to,
            @Nullable By by) {}

    private Mono<ServerResponse> series(ServerRequest request) {
        Asked asked = asked(request);
        return generations
                .get()
                .flatMap(now -> stretches(now.current(), asked))
                .map(stretches -> answer(asked, stretches))
                .flatMap(answer -> Csv.isWanted(request) ? answer.csv() : answer.json());
    }

    private Asked asked(ServerRequest request) {
        Metric metric = metric(request);
        Granularity granularity = Optional.ofNullable(GRANULARITY.of(request)).orElse(Granularity.minute);
        By by = by(request, metric);
        Instant to = Optional.ofNullable(TO.of(request)).orElseGet(clock::instant);
        Instant from = Optional.ofNullable(FROM.of(request)).orElseGet(() -> to.minus(usual(granularity)));
        if (!from.isBefore(to)) {
            throw Parameters.invalid("from", "\"from\" has to be before \"to\"");
        }
        long first = granularity.startOf(from);
        long end = granularity.plus(granularity.startOf(to.minusNanos(1)), 1);
        if ((end - first) / granularity.length().toSeconds() > MOST_POINTS) {
            throw new ProblemException(
                    AnalyticsProblem.TOO_MANY_POINTS,
                    "granularity",
                    "An answer has at most " + MOST_POINTS
                            + " points: ask for a shorter range or a coarser granularity");
        }
        return new Asked(metric, granularity, first, end, by);
    }

    private static Metric metric(ServerRequest request) {
        String name = request.queryParam("metric").orElse("");
        Metric metric = Metric.find(name);
        if (metric == null) {
            throw new ProblemException(
                    AnalyticsProblem.UNKNOWN_METRIC, "metric", "Metrics are " + String.join(", ", Metric.names()));
        }
        return metric;
    }

    private static @Nullable By by(ServerRequest request, Metric metric) {
        Optional<String> text = request.queryParam("by");
        if (text.isEmpty()) {
            if (metric.whole() == null) {
                throw Parameters.invalid(
                        "by",
                        metric.name() + " has to be split by " + metric.parts().keySet());
            }
            return null;
        }
        return Arrays.stream(By.values())
                .filter(by -> by.name().equals(text.get()) && metric.parts().containsKey(by))
                .findFirst()
                .orElseThrow(() -> Parameters.invalid(
                        "by",
                        metric.name() + " can be split by " + metric.parts().keySet()));
    }

    private static Duration usual(Granularity granularity) {
        return switch (granularity) {
            case minute -> Duration.ofHours(1);
            case hour -> Duration.ofDays(1);
            case day -> Duration.ofDays(30);
        };
    }

    private Mono<Map<Long, Figures>> stretches(int generation, Asked asked) {
        return aggregates
                .range(generation, asked.granularity(), asked.from(), asked.to())
                .reduceWith(HashMap::new, SeriesCall::add);
    }

    private static Map<Long, Figures> add(Map<Long, Figures> sums, Slice slice) {
        sums.computeIfAbsent(slice.key().start(), start -> new Figures()).add(FigureBytes.read(slice.data()));
        return sums;
    }

    private static SeriesAnswer answer(Asked asked, Map<Long, Figures> stretches) {
        Figures nothing = new Figures();
        List<Instant> times = new ArrayList<>();
        List<Figures> figures = new ArrayList<>();
        for (long start = asked.from();
                start < asked.to();
                start = asked.granularity().plus(start, 1)) {
            times.add(Instant.ofEpochSecond(start));
            figures.add(stretches.getOrDefault(start, nothing));
        }
        return new SeriesAnswer(asked.metric(), asked.granularity(), asked.by(), times, lines(asked, figures, nothing));
    }

    private static List<Line> lines(Asked asked, List<Figures> figures, Figures nothing) {
        Function<Figures, @Nullable Number> whole = asked.metric().whole();
        By by = asked.by();
        if (by == null) {
            return whole == null ? List.of() : List.of(new Line(null, values(figures, whole)));
        }
        Function<Figures, Map<String, @Nullable Number>> split =
                Objects.requireNonNull(asked.metric().parts().get(by));
        List<Map<String, @Nullable Number>> parts = figures.stream().map(split).toList();
        Set<String> keys = new TreeSet<>();
        parts.forEach(part -> keys.addAll(part.keySet()));
        // Where nothing happened a count is 0, and a ratio is not there.
        Number absent = whole == null ? Long.valueOf(0) : whole.apply(nothing);
        List<Line> lines = new ArrayList<>();
        for (String key : keys) {
            List<@Nullable Number> values = new ArrayList<>();
            parts.forEach(part -> values.add(part.containsKey(key) ? part.get(key) : absent));
            lines.add(new Line(key, values));
        }
        return lines;
    }

    private static List<@Nullable Number> values(List<Figures> figures, Function<Figures, @Nullable Number> value) {
        List<@Nullable Number> values = new ArrayList<>();
        figures.forEach(one -> values.add(value.apply(one)));
        return values;
    }
}
