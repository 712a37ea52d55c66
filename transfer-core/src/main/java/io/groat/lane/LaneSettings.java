package io.groat.lane;

import java.time.Duration;

/**
 * How a lane works.
 *
 * @param queueCapacity commands that may wait; one more is refused at once
 * @param maxBatch most commands in one transaction; bounds how long locks are held
 * @param batchTimeout how long one attempt at a batch may take before its connection is given up; a shard is away when
 *     it says nothing for somewhat longer, or answers but commits nothing for three times as long
 * @param outageLimit how long a batch is tried again while its shard refuses or breaks connections, before its callers
 *     are told; commands behind it are then told at once
 * @param transientRetries how often a batch is tried again after a deadlock or a lock wait
 */
public record LaneSettings(
        int queueCapacity, int maxBatch, Duration batchTimeout, Duration outageLimit, int transientRetries) {

    public static final LaneSettings DEFAULT =
            new LaneSettings(8192, 256, Duration.ofSeconds(5), Duration.ofMillis(1500), 20);

    /** How long a shard may say nothing at all before it counts as away: a busy machine takes its time too. */
    Duration silenceLimit() {
        return batchTimeout.plus(outageLimit.multipliedBy(2));
    }

    /** How long one batch may be tried on a shard that answers, but commits nothing. */
    Duration stallLimit() {
        return batchTimeout.multipliedBy(3);
    }

    /** How long a batch may take before new work is sent away rather than left to wait behind it. */
    Duration heldUpLimit() {
        return batchTimeout.multipliedBy(3).dividedBy(5);
    }
}
