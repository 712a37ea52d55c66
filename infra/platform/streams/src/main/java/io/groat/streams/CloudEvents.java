package io.groat.streams;

import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.event.StoredEvent;
import io.groat.event.TraceParent;
import io.groat.event.UnknownValueException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Events as Kafka's records: CloudEvents 1.0 in binary mode.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">
 *     CloudEvents, Kafka binding</a>
 */
public final class CloudEvents {

    static final String TYPE = "ce_type";

    private static final String PREFIX = "ce_";
    /** The attributes that every event has; all others are extensions. */
    private static final Set<String> ATTRIBUTES = Set.of("ce_specversion", "ce_id", TYPE, "ce_source", "ce_time");

    private static final byte[] SPEC_VERSION = bytes("1.0");
    private static final byte[] JSON = bytes("application/json");

    private CloudEvents() {}

    /**
     * The event that a record holds; its body is not looked at.
     *
     * @throws UnknownValueException when it is of a type that this release does not know
     * @throws IllegalArgumentException when it holds none, with the reason
     */
    public static Event read(ConsumerRecord<String, byte @Nullable []> record) {
        byte[] data = record.value();
        if (record.key() == null) {
            throw new IllegalArgumentException("no key");
        }
        if (data == null) {
            throw new IllegalArgumentException("no body");
        }
        return new Event(
                type(header(record, TYPE)),
                record.key(),
                header(record, "ce_id"),
                time(header(record, "ce_time")),
                new String(data, StandardCharsets.UTF_8),
                extensions(record),
                trace(record));
    }

    /** The trace that a record belongs to, whatever it holds; null when it is in none. */
    public static @Nullable TraceParent trace(ConsumerRecord<?, ?> record) {
        return TraceParent.find(text(record.headers().lastHeader(TraceParent.HEADER)));
    }

    /** Puts a record into a trace, by the header that tracers of Kafka's clients read. */
    public static <V> ProducerRecord<String, V> in(@Nullable TraceParent trace, ProducerRecord<String, V> record) {
        if (trace != null) {
            record.headers().add(TraceParent.HEADER, bytes(trace.text()));
        }
        return record;
    }

    /** The value of an extension attribute; null when the event has none of that name. */
    static @Nullable String extension(ConsumerRecord<?, ?> record, String name) {
        return text(record.headers().lastHeader(PREFIX + name));
    }

    private static Map<String, String> extensions(ConsumerRecord<?, ?> record) {
        Map<String, String> extensions = new HashMap<>();
        for (Header header : record.headers()) {
            String value = text(header);
            if (value != null && header.key().startsWith(PREFIX) && !ATTRIBUTES.contains(header.key())) {
                extensions.put(header.key().substring(PREFIX.length()), value);
            }
        }
        return extensions;
    }

    static ProducerRecord<String, byte[]> record(Event event, byte[] source) {
        return record(
                new StoredEvent(
                        event.type().name(),
                        event.type().topic().topicName(),
                        event.key(),
                        event.id(),
                        event.time(),
                        event.data(),
                        event.extensions(),
                        event.trace()),
                source);
    }

    static ProducerRecord<String, byte[]> record(StoredEvent event, byte[] source) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                event.topic(), null, event.time().toEpochMilli(), event.key(), bytes(event.data()));
        Headers headers = record.headers();
        headers.add("ce_specversion", SPEC_VERSION);
        headers.add("ce_id", bytes(event.id()));
        headers.add(TYPE, bytes(event.type()));
        headers.add("ce_source", source);
        headers.add("ce_time", bytes(event.time().toString()));
        headers.add("content-type", JSON);
        event.extensions().forEach((name, value) -> headers.add(PREFIX + name, bytes(value)));
        return in(event.trace(), record);
    }

    private static EventType type(String name) {
        try {
            return EventType.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new UnknownValueException("unknown ce_type " + name, unknown);
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("ce_time is no time: " + text, unreadable);
        }
    }

    private static String header(ConsumerRecord<String, byte @Nullable []> record, String name) {
        String value = text(record.headers().lastHeader(name));
        if (value == null) {
            throw new IllegalArgumentException("no header " + name);
        }
        return value;
    }

    static @Nullable String text(@Nullable Header header) {
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
