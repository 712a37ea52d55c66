package io.groat.streams;

import java.time.Duration;
import java.util.Set;

/**
 * Which topics are read, and how.
 *
 * @param group consumers of one group share the partitions
 * @param topics that have to exist, see {@link TopicSetup}
 * @param batch most records taken at once, over all partitions
 * @param pause between a failure and the next attempt, at first; it grows to thirty times that
 * @param tick how often works are asked to settle
 * @param stallLimit how long events may wait with nothing coming before the stream subscribes anew
 */
public record StreamSettings(
        String bootstrapServers,
        String group,
        Set<String> topics,
        int batch,
        Duration pause,
        Duration tick,
        Duration stallLimit) {

    public StreamSettings {
        topics = Set.copyOf(topics);
    }

    public static StreamSettings of(String bootstrapServers, String group, String... topics) {
        return new StreamSettings(
                bootstrapServers,
                group,
                Set.of(topics),
                1000,
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60));
    }

    public StreamSettings withTick(Duration other) {
        return new StreamSettings(bootstrapServers, group, topics, batch, pause, other, stallLimit);
    }

    public StreamSettings withBatch(int other) {
        return new StreamSettings(bootstrapServers, group, topics, other, pause, tick, stallLimit);
    }
}
