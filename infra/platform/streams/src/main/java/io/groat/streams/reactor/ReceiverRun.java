package io.groat.streams.reactor;

import io.groat.streams.KafkaClients;
import io.groat.streams.Partition;
import io.groat.streams.PartitionHandler;
import io.groat.streams.StreamSettings;
import io.groat.streams.StreamTask;
import io.groat.streams.reactor.Epochs.Stamped;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.kafka.receiver.KafkaReceiver;
import reactor.kafka.receiver.ReceiverOffset;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.ReceiverPartition;
import reactor.kafka.receiver.ReceiverRecord;

/** One subscription by reactor-kafka's receiver, from its beginning to the failure that ends it. */
final class ReceiverRun<T> {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiverRun.class);
    private static final int SESSION_MILLIS = 10_000;
    private static final int REQUEST_MILLIS = 10_000;
    private static final int METADATA_MILLIS = 30_000;
    /**
     * Whenever no poll is asked for, the receiver pauses its partitions, and then may sit out a whole poll before it takes
     * them up again: that must come only with more work than can be done, and not last.
     */
    private static final int POLLS_AHEAD = 4;

    /**
     * A receiver that ends still polls, and so keeps its partitions, while it waits for its last commit. What that would
     * have said comes again to whoever gets them.
     */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    /** What comes while a poll waits ends it. */
    private static final Duration POLL = Duration.ofSeconds(1);

    /** How long Kafka waits for the first record. A partition that is assigned meanwhile waits for the end of it. */
    private static final int FIRST_RECORD_MILLIS = 1_500;

    /** The client's thread for heartbeats looks so often whether one is due, ten times a second if not told. */
    private static final int RETRY_MILLIS = 300;

    /** A partition that is ours, and the last record of each batch of it that is handled and not settled yet. */
    private static final class Held<T> {
        private final int epoch;
        private final PartitionHandler<T> handler;
        private final Deque<ReceiverOffset> handled = new ArrayDeque<>();

        private Held(int epoch, PartitionHandler<T> handler) {
            this.epoch = epoch;
            this.handler = handler;
        }

        private void commitWhatIsSettled() {
            if (handled.isEmpty()) {
                return;
            }
            long settled = handler.settledUpTo();
            ReceiverOffset last = null;
            while (!handled.isEmpty() && handled.getFirst().offset() < settled) {
                last = handled.removeFirst();
            }
            if (last != null) {
                last.acknowledge();
            }
        }
    }

    private final StreamTask<T> task;
    private final StreamSettings settings;
    private final Epochs epochs = new Epochs();
    private final StallWatch stalls;
    private final Map<Partition, Held<T>> held = new HashMap<>();
    private final Inbox<ReceiverRecord<String, Stamped>> inbox;
    private final AtomicBoolean settlingIsDue = new AtomicBoolean();

    ReceiverRun(StreamTask<T> task) {
        this.task = task;
        this.settings = task.settings();
        this.stalls = new StallWatch(settings.stallLimit(), this::eventsWait, Schedulers.parallel());
        this.inbox = new Inbox<>(settings.batch());
    }

    /** Reads until something fails. */
    Mono<Void> whole() {
        task.owned(epochs::partitions);
        Flux<?> polls = KafkaReceiver.create(new PacedConsumer.Factory(settings.batch(), settings.linger()), options())
                .receiveBatch(POLLS_AHEAD)
                .concatMap(batch -> batch.collectList().doOnNext(inbox::add).concatWith(inbox.room()), 1);
        Flux<?> ticks = Flux.interval(settings.tick()).onBackpressureDrop().doOnNext(tick -> settlingIsDue.set(true));
        return Flux.merge(1, polls, ticks)
                .onBackpressureLatest()
                .concatMap(news -> Mono.defer(this::step).repeat(() -> !inbox.isEmpty()), 0)
                .takeUntilOther(stalls.stall())
                .then(Mono.error(() -> new IllegalStateException("the receiver ended by itself")));
    }

    /** All that waits, up to a batch; and the work's state, when that is due. */
    private Mono<Void> step() {
        List<ReceiverRecord<String, Stamped>> next = inbox.take();
        Mono<Void> handled = next.isEmpty() ? Mono.empty() : handle(next);
        return settlingIsDue.getAndSet(false) ? handled.then(Mono.defer(this::settle)) : handled;
    }

    private Mono<Void> handle(List<ReceiverRecord<String, Stamped>> next) {
        Map<Partition, List<ReceiverRecord<String, Stamped>>> parts = new LinkedHashMap<>();
        for (ReceiverRecord<String, Stamped> record : next) {
            parts.computeIfAbsent(new Partition(record.topic(), record.partition()), one -> new ArrayList<>())
                    .add(record);
        }
        stalls.busy();
        held.keySet().removeIf(partition -> epochs.of(partition) == null);
        return Flux.fromIterable(parts.entrySet())
                .filter(part -> take(part.getKey(), part.getValue()))
                .flatMap(part -> handle(part.getKey(), part.getValue()), Integer.MAX_VALUE)
                .then(Mono.fromRunnable(stalls::idle));
    }

    /** Leaves only the records that were read since the partition became ours; false when none is left. */
    private boolean take(Partition partition, List<ReceiverRecord<String, Stamped>> part) {
        Integer epoch = epochs.of(partition);
        if (epoch == null) {
            return false;
        }
        part.removeIf(record -> record.value().epoch() < epoch);
        Held<T> known = held.get(partition);
        if (!part.isEmpty() && (known == null || known.epoch != epoch)) {
            held.put(partition, new Held<>(epoch, task.begin(partition)));
        }
        return !part.isEmpty();
    }

    private Mono<Void> handle(Partition partition, List<ReceiverRecord<String, Stamped>> part) {
        Held<T> own = held.get(partition);
        if (own == null) {
            return Mono.empty();
        }
        ReceiverRecord<String, Stamped> last = part.get(part.size() - 1);
        return own.handler.handle(part, ReceiverRun::plain).then(Mono.fromRunnable(() -> {
            own.handled.addLast(last.receiverOffset());
            own.commitWhatIsSettled();
        }));
    }

    private static ConsumerRecord<String, byte @Nullable []> plain(ReceiverRecord<String, Stamped> record) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                record.value().value(),
                record.headers(),
                record.leaderEpoch());
    }

    private Mono<Void> settle() {
        return Flux.fromIterable(List.copyOf(held.entrySet()))
                .filter(one -> Integer.valueOf(one.getValue().epoch).equals(epochs.of(one.getKey())))
                .flatMap(one ->
                        one.getValue().handler.settle().then(Mono.fromRunnable(one.getValue()::commitWhatIsSettled)))
                .then();
    }

    private boolean eventsWait() {
        return task.trouble() == null && task.waiting().values().stream().anyMatch(count -> count > 0);
    }

    private ReceiverOptions<String, Stamped> options() {
        return ReceiverOptions.<String, Stamped>create(KafkaClients.settings(
                        settings.bootstrapServers(),
                        Map.of(
                                ConsumerConfig.GROUP_ID_CONFIG,
                                settings.group(),
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                settings.batch(),
                                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                                SESSION_MILLIS,
                                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                REQUEST_MILLIS,
                                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                                METADATA_MILLIS,
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false,
                                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                                CooperativeStickyAssignor.class.getName(),
                                ConsumerConfig.RETRY_BACKOFF_MS_CONFIG,
                                RETRY_MILLIS,
                                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                FIRST_RECORD_MILLIS)))
                .withKeyDeserializer(new StringDeserializer())
                .withValueDeserializer(epochs)
                .subscription(settings.topics())
                // What is in hand when a partition goes comes again to whoever gets it: no reason to wait.
                .maxDelayRebalance(Duration.ZERO)
                .closeTimeout(CLOSE_LIMIT)
                .pollTimeout(POLL)
                .maxDeferredCommits(0)
                .commitInterval(Duration.ofMillis(500))
                .commitBatchSize(0)
                .schedulerSupplier(() -> Schedulers.newSingle("stream-" + settings.group(), true))
                .addAssignListener(this::assigned)
                .addRevokeListener(this::revoked);
    }

    private void assigned(Collection<ReceiverPartition> partitions) {
        epochs.assign(partitions.stream().map(ReceiverRun::partition).toList());
        for (ReceiverPartition one : partitions) {
            long offset = task.from(partition(one));
            if (offset >= 0) {
                one.seek(offset);
            }
            task.position(partition(one), one.position());
        }
        LOG.info(
                "Stream {} got {}",
                settings.group(),
                partitions.stream().map(ReceiverRun::partition).toList());
    }

    private void revoked(Collection<ReceiverPartition> partitions) {
        List<Partition> lost = partitions.stream().map(ReceiverRun::partition).toList();
        epochs.revoke(lost);
        task.lost(lost);
        LOG.info("Stream {} lost {}", settings.group(), lost);
    }

    private static Partition partition(ReceiverPartition one) {
        return new Partition(one.topicPartition().topic(), one.topicPartition().partition());
    }
}
