package io.groat.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Reads topics as one of a group of consumers and hands what it reads, partition by partition and in order, to a
 * {@link PartitionWork} each, by whichever {@link StreamClient} is installed.
 *
 * <ul>
 *   <li>At most a few polls of records are held: while they are worked on nothing more is fetched.
 *   <li>Positions are committed as far as the works say that they are settled, and no further.
 *   <li>What does not concern the works is dropped by its headers; see {@link RecordFilter}.
 *   <li>What a newer release wrote and this one does not know is passed over, and counted.
 *   <li>What can't be read goes to the topic's dead letters with the reason, and the stream goes on.
 *   <li>Kafka may be away at the start and at any time. After a failure, and when events wait but none come, the
 *       stream subscribes anew from what was committed, at first from the topic's start.
 * </ul>
 */
public final class EventStream<T> {

    /** The trouble of one that has just begun. */
    public static final String NOT_CONNECTED = "not connected to Kafka yet";

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int SLOWEST_RETRY = 30;
    /** So long without a new failure, and it has recovered from the last one. */
    private static final Duration RECOVERED_AFTER = Duration.ofSeconds(15);

    private final StreamClient client;
    private final StreamSettings settings;
    private final RecordReader<T> reader;
    private final Function<Partition, PartitionWork<T>> works;
    private final DeadLetters deadLetters;
    private final StreamLag lag;
    private final Counter records;
    private final Counter dropped;
    private final Counter resubscriptions;
    private final Disposable.Swap running = Disposables.swap();
    private volatile ToLongFunction<Partition> from = partition -> -1;
    private volatile RecordFilter filter = RecordFilter.KNOWN;
    private volatile @Nullable Failure failure;

    private record Failure(String text, Instant at) {}

    /**
     * @param works makes the work for a partition that this process has got
     * @param publisher sends the dead letters
     */
    public EventStream(
            StreamSettings settings,
            RecordReader<T> reader,
            Function<Partition, PartitionWork<T>> works,
            EventPublisher publisher,
            MeterRegistry meters) {
        this(settings, reader, works, publisher, meters, StreamClient.installed());
    }

    /** By that client. */
    EventStream(
            StreamSettings settings,
            RecordReader<T> reader,
            Function<Partition, PartitionWork<T>> works,
            EventPublisher publisher,
            MeterRegistry meters,
            StreamClient client) {
        this.client = client;
        this.settings = settings;
        this.reader = reader;
        this.works = works;
        this.deadLetters = new DeadLetters(publisher, settings.group(), meters);
        this.lag = new StreamLag(settings, meters);
        this.records = Counter.builder("groat.consumer.records")
                .description("Records handled")
                .tag("group", settings.group())
                .register(meters);
        this.dropped = Counter.builder("groat.consumer.dropped")
                .description("Records of no concern here, or of a type or with a value that a newer release wrote")
                .tag("group", settings.group())
                .register(meters);
        this.resubscriptions = Counter.builder("groat.consumer.resubscriptions")
                .description("Times that the stream subscribed anew after a failure")
                .tag("group", settings.group())
                .register(meters);
    }

    /**
     * Where to begin in a partition whenever it is got; below zero: from what the group has committed. To be called
     * before the start.
     */
    public EventStream<T> from(ToLongFunction<Partition> offsets) {
        from = offsets;
        return this;
    }

    /** Which records concern the works; the others are dropped unread. To be called before the start. */
    public EventStream<T> only(RecordFilter concerning) {
        filter = concerning;
        return this;
    }

    /** Begins; the topics have to be there. */
    public void start() {
        lag.start();
        running.update(Mono.defer(this::run)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, settings.pause())
                        .maxBackoff(settings.pause().multipliedBy(SLOWEST_RETRY))
                        .transientErrors(true)
                        .doBeforeRetry(again -> failed(again.failure())))
                .subscribe());
    }

    /** Stops; what was not settled is handled again by whoever gets the partitions next. */
    public void stop() {
        running.dispose();
        lag.stop();
    }

    /** What is wrong; null when nothing is. */
    public @Nullable String trouble() {
        Failure last = failure;
        if (last != null && last.at().isAfter(Instant.now().minus(RECOVERED_AFTER))) {
            return last.text();
        }
        return lag.trouble();
    }

    public String group() {
        return settings.group();
    }

    /** Records that wait in each partition that this process has; as of some seconds ago. */
    public Map<Partition, Long> waiting() {
        return lag.waiting();
    }

    private Mono<Void> run() {
        return client.read(new StreamTask<>(settings, reader, filter, works, from, deadLetters, lag, records, dropped));
    }

    private void failed(Throwable cause) {
        resubscriptions.increment();
        failure = new Failure(cause.toString(), Instant.now());
        LOG.warn("Stream {} subscribes anew: {}", settings.group(), cause.toString());
    }
}
