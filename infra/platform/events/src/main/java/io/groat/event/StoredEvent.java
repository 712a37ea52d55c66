package io.groat.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as it waits in an outbox: whoever sends it need not know its type, which a newer release may have written.
 *
 * @param type as it stands in {@code ce_type}
 * @param topic the name of the topic that it goes to
 * @param key Kafka's record key
 * @param extensions as those of an {@link Event}
 * @param trace that it was written in; null when it is in none
 */
public record StoredEvent(
        String type,
        String topic,
        String key,
        String id,
        Instant time,
        String data,
        Map<String, String> extensions,
        @Nullable TraceParent trace) {

    public StoredEvent {
        extensions = Map.copyOf(extensions);
    }
}
