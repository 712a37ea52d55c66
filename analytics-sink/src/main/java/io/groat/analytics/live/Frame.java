package io.groat.analytics.live;

import io.groat.analytics.board.Totals;
import io.groat.analytics.board.Window;
import io.groat.analytics.summary.Summary;
import io.groat.analytics.summary.SummaryJson;
import io.groat.web.json.JsonBody;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * All windows' figures at one moment, and what has changed in each since the frame before.
 *
 * @param number counts up by one
 * @param totals of all time at that moment, which is what {@code totals} events go on from
 */
public record Frame(
        String run,
        long number,
        Instant at,
        Totals totals,
        Map<Window, Summary> summaries,
        Map<Window, Map<String, @Nullable Object>> changes,
        Map<Window, byte[]> encoded) {

    static Frame next(@Nullable Frame before, String run, Instant at, Totals totals, Map<Window, Summary> summaries) {
        Map<Window, Map<String, @Nullable Object>> changes = new EnumMap<>(Window.class);
        if (before != null) {
            summaries.forEach((window, summary) -> changes.put(window, summary.changesSince(before.summary(window))));
        }
        return new Frame(
                run,
                before == null ? 1 : before.number() + 1,
                at,
                totals,
                summaries,
                changes,
                new ConcurrentHashMap<>());
    }

    public Summary summary(Window window) {
        return Objects.requireNonNull(summaries.get(window));
    }

    /** By which a viewer says what it has seen. */
    String id(Window window) {
        return run + "-" + window.text() + "-" + number;
    }

    /** What has changed, as an event; made once for all who look at that window. */
    byte[] change(Window window) {
        return encoded.computeIfAbsent(window, one -> event("change", one, changes.getOrDefault(one, Map.of())));
    }

    /** All of it, as an event. */
    byte[] snapshot(Window window) {
        return event("snapshot", window, summary(window).figures());
    }

    private byte[] event(String name, Window window, Map<String, @Nullable Object> figures) {
        JsonBody body = json -> {
            json.writeStartObject();
            json.writeStringProperty("window", window.text());
            json.writeStringProperty(
                    "from", Instant.ofEpochSecond(window.from(at)).toString());
            json.writeStringProperty("at", at.toString());
            write(json, totals);
            json.writeObjectPropertyStart("figures");
            SummaryJson.writeFlat(json, figures);
            json.writeEndObject();
            json.writeEndObject();
        };
        return ServerSentEvent.of(id(window), name, body);
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
