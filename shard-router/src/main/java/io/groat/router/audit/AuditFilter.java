package io.groat.router.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows to list, newest first.
 *
 * @param from at or after
 * @param to before
 * @param before only those that come after this place; null for the newest
 */
record AuditFilter(
        @Nullable String userId,
        @Nullable String actor,
        @Nullable String action,
        AuditEntry.@Nullable Outcome outcome,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Place before,
        int limit) {

    /** Where a page ended: rows are listed by time, those of one moment by shard, the newest of a shard first. */
    record Place(Instant at, int shard, long seq) {}
}
