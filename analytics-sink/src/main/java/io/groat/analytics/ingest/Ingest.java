package io.groat.analytics.ingest;

import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.aggregate.Slice;
import io.groat.analytics.event.Happening;
import io.groat.analytics.event.HappeningReader;
import io.groat.analytics.event.StoryStore;
import io.groat.event.Topic;
import io.groat.streams.EventPublisher;
import io.groat.streams.EventStream;
import io.groat.streams.Partition;
import io.groat.streams.PartitionWork;
import io.groat.streams.StreamSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Makes streams that turn all topics' events into a generation's figures. */
public final class Ingest {

    private static final Duration TICK = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final IngestSettings settings;
    private final AggregateStore aggregates;
    private final StoryStore stories;
    private final EventPublisher publisher;
    private final MeterRegistry meters;

    public Ingest(
            String bootstrapServers,
            IngestSettings settings,
            AggregateStore aggregates,
            StoryStore stories,
            EventPublisher publisher,
            MeterRegistry meters) {
        this.bootstrapServers = bootstrapServers;
        this.settings = settings;
        this.aggregates = aggregates;
        this.stories = stories;
        this.publisher = publisher;
        this.meters = meters;
    }

    /** The topics that are read. */
    public static List<String> topics() {
        return Arrays.stream(Topic.values()).map(Topic::topicName).toList();
    }

    /**
     * A stream that is yet to be started.
     *
     * @param topicIds by the topics' names
     * @param written is told of slices when they are with Cassandra
     */
    public EventStream<Happening> stream(int generation, Map<String, String> topicIds, Consumer<List<Slice>> written) {
        return new EventStream<>(
                StreamSettings.of(bootstrapServers, settings.group(generation), topics().toArray(String[]::new))
                        .withBatch(settings.batch())
                        .withTick(TICK),
                HappeningReader::read,
                partition -> work(generation, topicIds, partition, written),
                publisher,
                meters);
    }

    private PartitionWork<Happening> work(
            int generation, Map<String, String> topicIds, Partition partition, Consumer<List<Slice>> written) {
        String source = Objects.requireNonNull(topicIds.get(partition.topic()), partition.topic());
        return new IngestWork(generation, partition.topic(), source, partition.number(), aggregates, stories, written);
    }
}
