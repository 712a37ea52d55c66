package io.groat.lane;

import java.time.Duration;

/**
 * How a lane works.
 *
 * @param queueCapacity commands that may wait; one more is refused at once
 * @param maxBatch most commands in one transaction; bounds how long locks are held
 * @param batchTimeout how long one attempt at a batch may take before its connection is given up
 * @param outageLimit how long a batch is tried again while its shard can't be reached, before its callers are
 *     told; commands behind it are then told at once
 * @param transientRetries how often a batch is tried again after a deadlock or a lock wait
 */
public record LaneSettings(
        int queueCapacity, int maxBatch, Duration batchTimeout, Duration outageLimit, int transientRetries) {

    public static final LaneSettings DEFAULT =
            new LaneSettings(8192, 256, Duration.ofSeconds(5), Duration.ofMillis(1500), 20);
}
