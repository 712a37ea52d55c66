package io.groat.settlement;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that a gateway wrote of what it has paid out to us. The same bytes of the same gateway are one settlement, however
 * often they come.
 *
 * @param sha256 of its bytes, 64 small hexadecimal digits
 * @param name of the file, where it has one; up to 200 characters
 * @param shape whose columns it has; null where that can't be told
 * @param size in bytes
 * @param rows how many, the header left out
 * @param faults of one that is FAILED: the first of them
 * @param takenBy who brought it
 * @param workAt when its rows are worked on next; null for never
 */
public record Settlement(
        UUID id,
        String gateway,
        String sha256,
        @Nullable String name,
        @Nullable String shape,
        long size,
        int rows,
        Status status,
        List<String> faults,
        String takenBy,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable Instant workAt) {

    public Settlement {
        faults = List.copyOf(faults);
    }

    /** How far it is. */
    public enum Status {
        /** Its rows are being written down; nothing moves yet. */
        STORING,
        /** All its rows are written down, and are worked on one after the other. */
        POSTING,
        /** Each of its rows has an outcome. */
        DONE,
        /** It can't be read: nothing of it is booked. */
        FAILED
    }
}
