package io.groat.router.risk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the fraud-scorer last said of a payer, as it stands in Redis under {@code fraud:score:{user_id}}.
 *
 * @param score 0 to 1
 * @param blocked whether the payer may not pay at all; not said is no
 * @param watch whether every transfer of the payer waits for a decision; not said is no
 * @param until when blocked or watch end; null for never
 */
record PayerScore(
        double score,
        @Nullable Boolean blocked,
        @Nullable Boolean watch,
        @Nullable Instant until) {

    boolean isBlockedAt(Instant now) {
        return Boolean.TRUE.equals(blocked) && !isOver(now);
    }

    boolean isWatchedAt(Instant now) {
        return Boolean.TRUE.equals(watch) && !isOver(now);
    }

    private boolean isOver(Instant now) {
        return until != null && !now.isBefore(until);
    }
}
