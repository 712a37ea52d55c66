package io.groat.engine;

import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import org.jspecify.annotations.Nullable;

/** What a failed read of a shard means to its caller. */
final class ReadFailure {

    private ReadFailure() {}

    /** A refusal as it is; anything else as SHARD_UNAVAILABLE, with what failed as its cause. */
    static Throwable of(int shard, Throwable failure) {
        return failure instanceof RefusedException ? failure : unavailable(shard, failure);
    }

    static RefusedException unavailable(int shard, @Nullable Throwable cause) {
        return new RefusedException(
                Refused.of(Refusal.SHARD_UNAVAILABLE, "shard", "Shard " + shard + " can't be reached"), cause);
    }
}
