package io.groat.engine;

import io.groat.lane.LaneSettings;
import java.time.Duration;

/**
 * How the engine works.
 *
 * @param decisionLimit how long a caller waits for a transfer's end before being told it is PENDING; longer,
 *     up to five times the default, while the payee's shard comes on
 * @param payeeLookupLimit how long to look for a payee before leaving that to the payee's shard
 * @param directoryCapacity accounts kept in memory by id and owner
 * @param redriveAge how long a PENDING transfer is left to the router that began it
 * @param redrivePause between two looks at what is PENDING
 * @param startPause between two tries to bring up a shard
 */
public record EngineSettings(
        LaneSettings lane,
        Duration decisionLimit,
        Duration payeeLookupLimit,
        int directoryCapacity,
        Duration redriveAge,
        Duration redrivePause,
        Duration startPause) {

    public static final EngineSettings DEFAULT = new EngineSettings(
            LaneSettings.DEFAULT,
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            200_000,
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
}
