package io.groat.analytics.ingest;

import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.cache.FigureCache;
import io.groat.analytics.event.CountedEvent;
import io.groat.analytics.event.CountedEventReader;
import io.groat.analytics.event.TimelineStore;
import io.groat.cassandra.Cassandra;
import io.groat.event.EventType;
import io.groat.event.Topic;
import io.groat.streams.EventPublisher;
import io.groat.streams.EventStream;
import io.groat.streams.Partition;
import io.groat.streams.PartitionWork;
import io.groat.streams.RecordFilter;
import io.groat.streams.StreamSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Makes streams that turn all topics' events into a generation's figures. */
public final class Ingest {

    private static final Duration TICK = Duration.ofMillis(500);
    /** What comes shows within a second, and twice this is a quarter of that. */
    private static final Duration LINGER = Duration.ofMillis(125);

    private static final int REQUESTS_AT_ONCE = 16;

    /**
     * What is counted. Balances are asked of the shards and health of the services, where they are exact at any moment;
     * what a payer answers, and what a payment was found to be, shows in what the review comes to; and steps between the beginning of a payout or a dispute and
     * its end are figures of nothing.
     */
    private static final RecordFilter COUNTED = RecordFilter.of(Arrays.stream(EventType.values())
            .filter(type -> !Set.of(
                            EventType.BalanceUpdated,
                            EventType.SystemHealthCheck,
                            EventType.PayerAnswered,
                            EventType.PayoutSent,
                            EventType.DisputeResponseNeeded,
                            EventType.DisputeResponseDue,
                            EventType.DisputeAnswered,
                            EventType.PaymentLabelled)
                    .contains(type))
            .toArray(EventType[]::new));

    private final String bootstrapServers;
    private final IngestSettings settings;
    private final AggregateStore aggregates;
    private final TimelineStore timelines;
    private final EventPublisher publisher;
    private final FigureCache cache;
    private final IngestWriter writer;
    private final MeterRegistry meters;

    /** @param cache shows what comes in, before it is durable */
    public Ingest(
            String bootstrapServers,
            IngestSettings settings,
            AggregateStore aggregates,
            TimelineStore timelines,
            Cassandra cassandra,
            FigureCache cache,
            EventPublisher publisher,
            MeterRegistry meters) {
        this.bootstrapServers = bootstrapServers;
        this.settings = settings;
        this.aggregates = aggregates;
        this.timelines = timelines;
        this.cache = cache;
        this.writer = new IngestWriter(
                rows -> cassandra.patiently(cassandra.writeAll(rows, REQUESTS_AT_ONCE)), settings.writeEvery());
        this.publisher = publisher;
        this.meters = meters;
    }

    /** The topics that are read. */
    public static List<String> topics() {
        return Arrays.stream(Topic.values()).map(Topic::topicName).toList();
    }

    /** Begins to write what streams take in. */
    public void start() {
        writer.start();
    }

    /** Completes when all that streams have taken in is durable. The streams have to be stopped before. */
    public Mono<Void> stop() {
        return writer.stop();
    }

    /** Gives up on what is not durable: it comes again. */
    public void abandon() {
        writer.abandon();
    }

    /** A stream that is yet to be started. */
    public EventStream<CountedEvent> stream(int generation, Map<String, String> topicIds) {
        return new EventStream<>(
                        StreamSettings.of(bootstrapServers, settings.group(generation), topics().toArray(String[]::new))
                                .withBatch(settings.batch())
                                .withTick(TICK)
                                .withLinger(LINGER),
                        CountedEventReader::read,
                        partition -> work(generation, topicIds, partition),
                        publisher,
                        meters)
                .only(COUNTED);
    }

    private PartitionWork<CountedEvent> work(int generation, Map<String, String> topicIds, Partition partition) {
        String source = Objects.requireNonNull(topicIds.get(partition.topic()), partition.topic());
        IngestWork work = new IngestWork(
                generation, partition.topic(), source, partition.number(), aggregates, timelines, writer, cache);
        writer.add(generation, source, partition.number(), work);
        return work;
    }

    /** That generation is made no longer; its stream has been stopped. */
    public void forget(int generation) {
        writer.forget(generation);
    }

    /** Shows what streams have under way of the generation that the cache now shows. */
    public void show() {
        writer.works().forEach(IngestWork::show);
    }
}
