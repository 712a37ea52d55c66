package io.groat.router.shard;

import io.groat.engine.EngineSettings;
import io.groat.lane.LaneSettings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code groat.engine.*}: the engine's settings, each with the engine's own default.
 *
 * @see EngineSettings
 * @see LaneSettings
 */
record EngineProperties(
        @Nullable Integer queueCapacity,
        @Nullable Integer maxBatch,
        @Nullable Duration batchTimeout,
        @Nullable Duration outageLimit,
        @Nullable Integer transientRetries,
        @Nullable Duration decisionLimit,
        @Nullable Duration payeeLookupLimit,
        @Nullable Integer directoryCapacity,
        @Nullable Duration redriveAge,
        @Nullable Duration redrivePause,
        @Nullable Duration startPause) {

    public EngineSettings settings() {
        EngineSettings usual = EngineSettings.DEFAULT;
        return new EngineSettings(
                lane(usual.lane()),
                or(decisionLimit, usual.decisionLimit()),
                or(payeeLookupLimit, usual.payeeLookupLimit()),
                or(directoryCapacity, usual.directoryCapacity()),
                or(redriveAge, usual.redriveAge()),
                or(redrivePause, usual.redrivePause()),
                or(startPause, usual.startPause()));
    }

    private LaneSettings lane(LaneSettings usual) {
        return new LaneSettings(
                or(queueCapacity, usual.queueCapacity()),
                or(maxBatch, usual.maxBatch()),
                or(batchTimeout, usual.batchTimeout()),
                or(outageLimit, usual.outageLimit()),
                or(transientRetries, usual.transientRetries()));
    }

    private static <T> T or(@Nullable T value, T usual) {
        return Optional.ofNullable(value).orElse(usual);
    }
}
