package io.groat.notifier.queue;

import io.groat.notifier.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A message's place in the queue.
 *
 * @param bucket the seconds in which it is due
 * @param bulkhead whose turn it waits for: see {@link Message#bulkhead()}
 */
record DueRow(int part, long bucket, Instant dueAt, UUID id, String bulkhead) {

    /** Short enough that what was deleted in one slows down nobody who reads it. */
    static final Duration BUCKET = Duration.ofSeconds(20);

    static DueRow of(Message message, Instant at, int parts) {
        return new DueRow(partOf(message.id(), parts), bucketOf(at), at, message.id(), message.bulkhead());
    }

    static int partOf(UUID id, int parts) {
        return Math.floorMod(Long.hashCode(id.getMostSignificantBits()), parts);
    }

    static long bucketOf(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), BUCKET.toMillis());
    }
}
