package io.groat.analytics.query;

import io.groat.analytics.aggregate.Granularity;
import io.groat.analytics.query.Metric.By;
import io.groat.web.http.Answer;
import io.groat.web.shape.Doc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Points of a metric, in one line or one for each part.
 *
 * @param times when each point's stretch begins
 */
record SeriesAnswer(
        Metric metric, Granularity granularity, @Nullable By by, List<Instant> times, List<Line> lines) {

    /**
     * One line.
     *
     * @param key what it is of; null when it is of all
     * @param values one for each time; null where there is none
     */
    record Line(@Nullable String key, List<@Nullable Number> values) {}

    /** The whole, as it is answered. */
    @Doc("A figure over time")
    record SeriesView(
            @Doc(example = "payments.volume") String metric,
            @Doc(example = "minor units") String unit,

            @Doc(value = "What it is a part or a measurement of", example = "payments completed")
            String of,

            Granularity granularity,

            @Doc("What it is split by; null when by nothing") @Nullable
            By by,

            List<LineView> series) {}

    /** One line of it. */
    record LineView(
            @Doc(value = "What it is of; null when it is of all", example = "EUR") @Nullable
            String key,

            List<PointView> points) {}

    /** One point of a line. */
    record PointView(
            @Doc("When the point's stretch begins") Instant at,

            @Doc(value = "null where there is none; a string of digits beyond 64 bits", example = "1250") @Nullable
            Number value) {}

    Mono<ServerResponse> json() {
        return Answer.ok(new SeriesView(
                metric.name(),
                metric.unit(),
                metric.of(),
                granularity,
                by,
                lines.stream().map(this::view).toList()));
    }

    private LineView view(Line line) {
        List<PointView> points = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            points.add(new PointView(times.get(i), line.values().get(i)));
        }
        return new LineView(line.key(), points);
    }

    Mono<ServerResponse> csv() {
        Csv csv = new Csv("at", "metric", "by", "key", "value", "unit", "of");
        for (Line line : lines) {
            for (int i = 0; i < times.size(); i++) {
                csv.row(Arrays.<@Nullable Object>asList(
                        times.get(i),
                        metric.name(),
                        by == null ? null : by.name(),
                        line.key(),
                        line.values().get(i),
                        metric.unit(),
                        metric.of()));
            }
        }
        return csv.answer();
    }
}
