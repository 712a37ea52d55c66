package io.groat.analytics.ingest;

import java.time.Duration;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.analytics.ingest.*}.
 *
 * @param group of consumers; those that make figures anew add the generation's number
 * @param batch most events taken at once
 * @param writeEvery how often figures are written while events come: as much comes again after a crash, and is seen so much
 *     later by other processes
 */
@ConfigurationProperties("groat.analytics.ingest")
public record IngestSettings(
        @DefaultValue("analytics-sink") String group,
        @DefaultValue("2000") int batch,
        @DefaultValue("5s") Duration writeEvery) {

    public IngestSettings {
        if (batch < 1) {
            throw new IllegalArgumentException("groat.analytics.ingest.batch has to be positive");
        }
    }

    /** Whether that was a group of those that made an earlier generation's figures: nobody reads for it any more. */
    public boolean isPast(String other, int generation) {
        return IntStream.range(1, generation).anyMatch(past -> group(past).equals(other));
    }

    /** The group of those that make that generation's figures. */
    public String group(int generation) {
        return generation <= 1 ? group : group + "-" + generation;
    }
}
