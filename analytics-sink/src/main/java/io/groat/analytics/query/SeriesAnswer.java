package io.groat.analytics.query;

import io.groat.analytics.aggregate.Granularity;
import io.groat.analytics.query.Metric.By;
import io.groat.web.http.Answer;
import io.groat.web.json.JsonWords;
import io.groat.web.json.MinorUnits;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

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

    Mono<ServerResponse> json() {
        return Answer.ok(json -> {
            json.writeStartObject();
            json.writeStringProperty("metric", metric.name());
            json.writeStringProperty("unit", metric.unit());
            json.writeStringProperty("of", metric.of());
            json.writeStringProperty("granularity", granularity.name());
            JsonWords.text(json, "by", by == null ? null : by.name());
            json.writeArrayPropertyStart("series");
            lines.forEach(line -> write(json, line));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void write(JsonGenerator json, Line line) {
        json.writeStartObject();
        JsonWords.text(json, "key", line.key());
        json.writeArrayPropertyStart("points");
        for (int i = 0; i < times.size(); i++) {
            json.writeStartObject();
            json.writeStringProperty("at", times.get(i).toString());
            write(json, line.values().get(i));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, @Nullable Number value) {
        if (value == null) {
            json.writeNullProperty("value");
        } else if (value instanceof BigInteger minor) {
            MinorUnits.write(json, "value", minor);
        } else if (value instanceof Long whole) {
            json.writeNumberProperty("value", whole);
        } else {
            json.writeNumberProperty("value", value.doubleValue());
        }
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
