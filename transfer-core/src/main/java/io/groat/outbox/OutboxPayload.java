package io.groat.outbox;

import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.event.StoredEvent;
import io.groat.event.TraceParent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The events of one committed batch as one outbox row holds them: for each event a line of headers, parted by
 * tabs, its extension attributes behind them, and a line with its JSON body. Readable with any MySQL client; taken apart without parsing JSON.
 *
 * <pre>
 * PaymentCompleted⇥alice⇥0199…:PaymentCompleted⇥2026-01-01T00:00:00.000001Z
 * {"transferId":"0199…", …}
 * </pre>
 *
 * One row a batch costs the shard one insert and one delete where a row an event would cost hundreds.
 *
 * <p>Beside them stand the events' {@linkplain #traces traces} and the {@linkplain #topics topics} of their types. Rows of
 * an older release have neither; types of a newer one are sent to the topics that the row names.
 */
public final class OutboxPayload {

    private static final int TYPICAL_EVENT = 512;

    private static final Map<String, String> KNOWN_TOPICS = Arrays.stream(EventType.values())
            .collect(Collectors.toUnmodifiableMap(
                    EventType::name, type -> type.topic().topicName()));

    private OutboxPayload() {}

    /** The events, in order, as one row holds them. */
    public static byte[] encode(List<Event> events) {
        StringBuilder text = new StringBuilder(events.size() * TYPICAL_EVENT);
        for (Event event : events) {
            text.append(event.type().name()).append('\t');
            text.append(oneLine(event.key())).append('\t');
            text.append(oneLine(event.id())).append('\t');
            text.append(event.time());
            event.extensions().forEach((name, value) -> text.append('\t').append(oneLine(name + '=' + value)));
            text.append('\n');
            text.append(oneLine(event.data())).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** For each event a line with the trace that it is in; null when none is in any. */
    public static @Nullable String traces(List<Event> events) {
        if (events.stream().allMatch(event -> event.trace() == null)) {
            return null;
        }
        StringBuilder text = new StringBuilder(events.size() * TraceParent.LENGTH);
        for (Event event : events) {
            TraceParent trace = event.trace();
            text.append(trace == null ? "" : trace.text()).append('\n');
        }
        return text.toString();
    }

    /** The topic of each type among the events. */
    public static String topics(List<Event> events) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        events.forEach(event -> types.add(event.type()));
        return types.stream()
                .map(type -> type.name() + "=" + type.topic().topicName())
                .collect(Collectors.joining(","));
    }

    /**
     * What a row holds.
     *
     * @param events that can be sent, in order
     * @param unknown types that neither this release nor the row has a topic for; their events are passed over
     */
    public record Content(List<StoredEvent> events, List<String> unknown) {

        public Content {
            events = List.copyOf(events);
            unknown = List.copyOf(unknown);
        }

        /** What several rows hold, one after the other. */
        static Content of(List<Content> rows) {
            return new Content(
                    rows.stream().flatMap(row -> row.events().stream()).toList(),
                    rows.stream().flatMap(row -> row.unknown().stream()).toList());
        }
    }

    /**
     * The events of a row.
     *
     * @param traces as {@link #traces} wrote them; null in a row without
     * @param topics as {@link #topics} wrote them; null in a row without
     * @throws IllegalArgumentException when the bytes are not such a row's
     */
    public static Content decode(byte[] payload, @Nullable String traces, @Nullable String topics) {
        String text = new String(payload, StandardCharsets.UTF_8);
        List<StoredEvent> events = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        Map<String, String> named = named(topics);
        int at = 0;
        int traceAt = 0;
        while (at < text.length()) {
            int headersEnd = lineEnd(text, at);
            int dataEnd = lineEnd(text, headersEnd + 1);
            int traceEnd = traces == null ? -1 : traces.indexOf('\n', traceAt);
            String headers = text.substring(at, headersEnd);
            String type = headers.substring(0, Math.max(0, headers.indexOf('\t')));
            @Nullable String topic = KNOWN_TOPICS.containsKey(type) ? KNOWN_TOPICS.get(type) : named.get(type);
            if (topic == null && !type.isEmpty()) {
                unknown.add(type);
            } else {
                TraceParent trace =
                        traces == null || traceEnd < 0 ? null : TraceParent.find(traces.substring(traceAt, traceEnd));
                events.add(event(headers, topic, text.substring(headersEnd + 1, dataEnd), trace));
            }
            at = dataEnd + 1;
            traceAt = traceEnd < 0 ? traceAt : traceEnd + 1;
        }
        return new Content(events, unknown);
    }

    private static Map<String, String> named(@Nullable String topics) {
        if (topics == null || topics.isEmpty()) {
            return Map.of();
        }
        Map<String, String> named = new HashMap<>();
        for (String one : topics.split(",", -1)) {
            int at = one.indexOf('=');
            if (at > 0) {
                named.put(one.substring(0, at), one.substring(at + 1));
            }
        }
        return named;
    }

    private static StoredEvent event(String headers, @Nullable String topic, String data, @Nullable TraceParent trace) {
        int keyAt = headers.indexOf('\t') + 1;
        int idAt = headers.indexOf('\t', keyAt) + 1;
        int timeAt = headers.indexOf('\t', idAt) + 1;
        int timeEnd = headers.indexOf('\t', timeAt);
        if (keyAt == 0 || idAt == 0 || timeAt == 0 || topic == null) {
            throw new IllegalArgumentException("an outbox row has a line that is not an event's headers");
        }
        return new StoredEvent(
                headers.substring(0, keyAt - 1),
                topic,
                headers.substring(keyAt, idAt - 1),
                headers.substring(idAt, timeAt - 1),
                time(timeEnd < 0 ? headers.substring(timeAt) : headers.substring(timeAt, timeEnd)),
                data,
                timeEnd < 0 ? Map.of() : extensions(headers.substring(timeEnd + 1)),
                trace);
    }

    /** What else a newer release may say there is passed over. */
    private static Map<String, String> extensions(String text) {
        Map<String, String> extensions = new HashMap<>();
        for (String one : text.split("\t", -1)) {
            int at = one.indexOf('=');
            if (at > 0) {
                extensions.put(one.substring(0, at), one.substring(at + 1));
            }
        }
        return extensions;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("an outbox row has an event at no time: " + text, unreadable);
        }
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        if (end < 0) {
            throw new IllegalArgumentException("an outbox row ends within an event");
        }
        return end;
    }

    private static String oneLine(String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\t') >= 0) {
            throw new IllegalArgumentException("an event's key, id and body can't hold line breaks or tabs");
        }
        return text;
    }
}
