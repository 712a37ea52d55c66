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
 * @param linger how long after some records the next are asked for, unless there are many: each answer of Kafka's, however
 *     small, costs both sides a wake-up. What comes after a silence comes at once, what follows it within twice that; zero:
 *     all comes at once
 */
public record StreamSettings(
        String bootstrapServers,
        String group,
        Set<String> topics,
        int batch,
        Duration pause,
        Duration tick,
        Duration stallLimit,
        Duration linger) {

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
                Duration.ofSeconds(60),
                Duration.ZERO);
    }

    public StreamSettings withTick(Duration other) {
        return new StreamSettings(bootstrapServers, group, topics, batch, pause, other, stallLimit, linger);
    }

    public StreamSettings withBatch(int other) {
        return new StreamSettings(bootstrapServers, group, topics, other, pause, tick, stallLimit, linger);
    }

    public StreamSettings withLinger(Duration other) {
        return new StreamSettings(bootstrapServers, group, topics, batch, pause, tick, stallLimit, other);
    }
}
