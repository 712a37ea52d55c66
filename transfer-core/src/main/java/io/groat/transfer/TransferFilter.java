package io.groat.transfer;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which transfers to list, newest first.
 *
 * @param userId payer or payee; null for all
 * @param status as it is read: of one whose payee's shard has decided that decision, whatever its payer's shard has in
 *     writing; null for all
 * @param from its createdAt is that or later, to the microsecond
 * @param to its createdAt is earlier
 * @param before only those with a lower id: where the page before ended
 * @param limit most transfers given
 */
public record TransferFilter(
        @Nullable String userId,
        @Nullable TransferStatus status,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable UUID before,
        int limit) {

    /** The same from after that one on. */
    public TransferFilter after(UUID id, int most) {
        return new TransferFilter(userId, status, from, to, id, most);
    }
}
