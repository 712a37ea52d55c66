package io.groat.event;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way: a CloudEvents 1.0 event in binary mode, so all but the data travels in headers.
 *
 * @param key Kafka's record key: events of one key stay in order
 * @param id unique for type and occasion, the same however often the event is sent ({@code ce_id})
 * @param time when it happened ({@code ce_time})
 * @param data the body, JSON in UTF-8, without a line break
 * @param extensions CloudEvents extension attributes, by name without {@code ce_}: what a reader has to know of an event
 *     to tell, before it parses the body, whether it concerns it; names are lower-case letters and digits
 * @param trace that it belongs to, in a header of its own; null when it is in none. It says nothing of what happened: the
 *     same event may come in another trace
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">
 *     CloudEvents, Kafka binding</a>
 */
public record Event(
        EventType type,
        String key,
        String id,
        Instant time,
        String data,
        Map<String, String> extensions,
        @Nullable TraceParent trace) {

    /** {@code true} or {@code false}: whether the payment's money is, or was, reserved until somebody decides. */
    public static final String HELD = "held";
    /** The kind of movement, of events of those that are no {@link PaymentEvent#TRANSFER}. */
    public static final String KIND = "kind";
    /**
     * {@code true}: the movement is a step of an order, a payout or a dispute, whose own events tell its user what they have
     * to know of it; not there for all others.
     */
    public static final String STEP = "step";
    /** What the score says: a name of {@link FraudDecision}. */
    public static final String DECISION = "decision";

    public Event {
        extensions = Map.copyOf(extensions);
    }

    /** Without extension attributes, in no trace. */
    public Event(EventType type, String key, String id, Instant time, String data) {
        this(type, key, id, time, data, Map.of());
    }

    /** In no trace. */
    public Event(EventType type, String key, String id, Instant time, String data, Map<String, String> extensions) {
        this(type, key, id, time, data, extensions, null);
    }

    /** The same with one more extension attribute. */
    public Event with(String extension, String value) {
        Map<String, String> more = new HashMap<>(extensions);
        more.put(extension, value);
        return new Event(type, key, id, time, data, more, trace);
    }

    /** The same in that trace. */
    public Event in(@Nullable TraceParent other) {
        return new Event(type, key, id, time, data, extensions, other);
    }
}
