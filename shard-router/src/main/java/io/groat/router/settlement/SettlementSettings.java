package io.groat.router.settlement;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code groat.settlements.*}.
 *
 * @param folder where files are looked for; null for nowhere
 * @param unchanged how long a file there has to have been as it is before it is taken
 * @param most the largest file
 * @param bodyTime how long one may take to come over HTTP
 * @param pause between two looks for what is to be booked or decided on
 * @param missingAfter how long a gateway may have something, while it settles newer things, before that is a case
 * @param missingPause between two looks for such
 * @param reportPause between two transit reports for the metrics
 */
@ConfigurationProperties("groat.settlements")
record SettlementSettings(
        @Nullable Path folder,
        @DefaultValue("5s") Duration unchanged,
        @DefaultValue("256MB") DataSize most,
        @DefaultValue("10m") Duration bodyTime,
        @DefaultValue("1s") Duration pause,
        @DefaultValue("3d") Duration missingAfter,
        @DefaultValue("10m") Duration missingPause,
        @DefaultValue("1m") Duration reportPause) {

    /** With more rows than a gigabyte holds, sums of a file could pass 2^63-1. */
    private static final DataSize LARGEST = DataSize.ofGigabytes(1);

    /** Each report asks every shard for all that is not settled. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    SettlementSettings {
        if (reportPause.compareTo(SHORTEST_PAUSE) < 0) {
            throw new IllegalArgumentException("groat.settlements.report-pause has to be at least " + SHORTEST_PAUSE);
        }
        if (most.toBytes() < 1 || most.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("groat.settlements.most has to be from 1B to 1GB");
        }
    }
}
