package io.groat.transfer;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which transfers to list, newest first.
 *
 * @param userId payer or payee; null for all
 * @param from made at or after
 * @param to made before
 * @param before only those with a lower id: where the page before ended
 * @param limit most transfers given
 */
public record TransferFilter(
        @Nullable String userId,
        @Nullable TransferStatus status,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID before,
        int limit) {}
