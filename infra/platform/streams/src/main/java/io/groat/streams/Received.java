package io.groat.streams;

import io.groat.event.TraceParent;
import org.jspecify.annotations.Nullable;

/**
 * Something read from a topic.
 *
 * @param body what the record holds
 * @param offset its place in its partition
 * @param trace that the record is in; null when it is in none
 */
public record Received<T>(
        T body,
        String topic,
        int partition,
        long offset,
        @Nullable TraceParent trace) {

    /** In no trace. */
    public Received(T body, String topic, int partition, long offset) {
        this(body, topic, partition, offset, null);
    }
}
