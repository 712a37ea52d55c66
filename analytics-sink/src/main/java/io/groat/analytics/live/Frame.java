package io.groat.analytics.live;

import io.groat.analytics.cache.Totals;
import io.groat.analytics.cache.Window;
import io.groat.analytics.summary.Summary;
import io.groat.analytics.summary.SummaryJson;
import io.groat.web.json.JsonBody;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * All windows' figures at one moment, and what has changed in each since the frame before.
 *
 * @param number counts up by one
 * @param facts of that moment
 */
public record Frame(
        String run,
        long number,
        Facts facts,
        Map<Window, Map<String, @Nullable Object>> changes,
        Map<Window, SortedMap<Long, Map<String, @Nullable Object>>> newPoints,
        Map<Window, byte[]> encoded) {

    /**
     * What was known at a moment.
     *
     * @param generation which figures these are
     * @param totals of all time, which is what {@code totals} events go on from
     * @param taking whether events came in, or none waited
     */
    record Facts(
            Instant at,
            int generation,
            Totals totals,
            boolean taking,
            Map<Window, Summary> summaries,
            Map<Window, SortedMap<Long, Map<String, @Nullable Object>>> trends) {

        private Summary summary(Window window) {
            return Objects.requireNonNull(summaries.get(window));
        }

        private SortedMap<Long, Map<String, @Nullable Object>> trend(Window window) {
            return Objects.requireNonNull(trends.get(window));
        }
    }

    /**
     * Payments of all time at a moment.
     *
     * @param taking whether events came in, or none waited
     */
    record Second(Instant at, int generation, Totals totals, boolean taking) {}

    static Frame next(@Nullable Frame before, String run, Facts facts) {
        Map<Window, Map<String, @Nullable Object>> changes = new EnumMap<>(Window.class);
        Map<Window, SortedMap<Long, Map<String, @Nullable Object>>> points = new EnumMap<>(Window.class);
        if (before != null) {
            for (Window window : Window.values()) {
                changes.put(window, facts.summary(window).changesSince(before.facts.summary(window)));
                points.put(window, newPoints(facts.trend(window), before.facts.trend(window)));
            }
        }
        long number = before == null ? 1 : before.number() + 1;
        return new Frame(run, number, facts, changes, points, new ConcurrentHashMap<>());
    }

    private static SortedMap<Long, Map<String, @Nullable Object>> newPoints(
            SortedMap<Long, Map<String, @Nullable Object>> now, SortedMap<Long, Map<String, @Nullable Object>> before) {
        SortedMap<Long, Map<String, @Nullable Object>> points = new TreeMap<>(now);
        points.entrySet().removeIf(point -> point.getValue().equals(before.get(point.getKey())));
        return points;
    }

    public Instant at() {
        return facts.at();
    }

    public Summary summary(Window window) {
        return facts.summary(window);
    }

    /** By which a viewer says what it has seen. */
    String id(Window window) {
        return run + "-" + window.text() + "-" + number;
    }

    /** What has changed, as an event; made once for all who look at that window. */
    byte[] change(Window window) {
        return encoded.computeIfAbsent(
                window,
                one -> event(
                        "change",
                        one,
                        changes.getOrDefault(one, Map.of()),
                        newPoints.getOrDefault(one, new TreeMap<>()),
                        List.of()));
    }

    /**
     * All of it, as an event.
     *
     * @param lately the seconds of the last minutes
     */
    byte[] snapshot(Window window, Collection<Second> lately) {
        return event("snapshot", window, summary(window).figures(), facts.trend(window), lately);
    }

    private byte[] event(
            String name,
            Window window,
            Map<String, @Nullable Object> figures,
            SortedMap<Long, Map<String, @Nullable Object>> points,
            Collection<Second> lately) {
        JsonBody body = json -> {
            json.writeStartObject();
            json.writeStringProperty("window", window.text());
            json.writeStringProperty(
                    "from", Instant.ofEpochSecond(window.from(at())).toString());
            json.writeStringProperty("at", at().toString());
            json.writeNumberProperty("generation", facts.generation());
            json.writeBooleanProperty("taking", facts.taking());
            write(json, facts.totals());
            json.writeObjectPropertyStart("figures");
            SummaryJson.writeFlat(json, figures);
            json.writeEndObject();
            writePoints(json, points);
            if (!lately.isEmpty()) {
                writeSeconds(json, lately);
            }
            json.writeEndObject();
        };
        return ServerSentEvent.of(id(window), name, body);
    }

    private static void writePoints(JsonGenerator json, SortedMap<Long, Map<String, @Nullable Object>> points) {
        json.writeObjectPropertyStart("points");
        points.forEach((start, figures) -> {
            json.writeObjectPropertyStart(Instant.ofEpochSecond(start).toString());
            SummaryJson.writeFlat(json, figures);
            json.writeEndObject();
        });
        json.writeEndObject();
    }

    /** Totals second by second; of seconds in which no events could come there are none. */
    private void writeSeconds(JsonGenerator json, Collection<Second> lately) {
        json.writeArrayPropertyStart("seconds");
        for (Second second : lately) {
            if (second.taking() && second.generation() == facts.generation()) {
                json.writeStartObject();
                json.writeStringProperty("at", second.at().toString());
                write(json, second.totals());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    static void write(JsonGenerator json, Totals totals) {
        json.writeObjectPropertyStart("totals");
        json.writeNumberProperty("initiated", totals.initiated());
        json.writeNumberProperty("completed", totals.completed());
        json.writeNumberProperty("failed", totals.failed());
        json.writeNumberProperty("cancelled", totals.cancelled());
        json.writeEndObject();
    }
}
