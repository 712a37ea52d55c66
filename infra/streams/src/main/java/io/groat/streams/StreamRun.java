package io.groat.streams;

import io.groat.event.TraceLog;
import io.groat.event.UnknownValueException;
import io.groat.streams.Epochs.Stamped;
import io.micrometer.core.instrument.Counter;
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
import java.util.function.Function;
import java.util.function.ToLongFunction;
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

/** One subscription of a stream, from its beginning to the failure that ends it. */
final class StreamRun<T> {

    private static final Logger LOG = LoggerFactory.getLogger(StreamRun.class);
    private static final int SESSION_MILLIS = 10_000;
    private static final int REQUEST_MILLIS = 10_000;
    private static final int METADATA_MILLIS = 30_000;
    /**
     * Whenever no poll is asked for, the receiver pauses its partitions, and then may sit out a whole poll before it takes
     * them up again: that must come only with more work than can be done, and not last.
     */
    private static final int POLLS_AHEAD = 4;

    private static final long SHORTEST_POLL_MILLIS = 10;
    private static final long LONGEST_POLL_MILLIS = 100;
    /** With less than this Kafka gathers for as long as the stream's settings say. */
    private static final int MANY_BYTES = 256 * 1024;
    /** How long Kafka waits for the first record when it is not to gather any. */
    private static final int FIRST_RECORD_MILLIS = 500;

    /** A partition that is ours, its work, and how far it got. */
    private final class Held {
        private final int epoch;
        private final PartitionWork<T> work;
        /** The last record of each batch that is handled and not settled yet. */
        private final Deque<ReceiverOffset> handled = new ArrayDeque<>();
        /** The record after the last one that the work was given; those beyond were dropped. */
        private long given;

        private Held(int epoch, PartitionWork<T> work) {
            this.epoch = epoch;
            this.work = work;
        }

        /** Crash before this: what was handled since the last time comes again. */
        private void commitWhatIsSettled() {
            if (handled.isEmpty()) {
                return;
            }
            long end = handled.getLast().offset() + 1;
            long settled = given == 0 ? end : work.settledUpTo(given);
            if (settled >= given) {
                settled = end;
            }
            ReceiverOffset last = null;
            while (!handled.isEmpty() && handled.getFirst().offset() < settled) {
                last = handled.removeFirst();
            }
            if (last != null) {
                last.acknowledge();
            }
        }
    }

    private final StreamSettings settings;
    private final RecordReader<T> reader;
    private final RecordFilter filter;
    private final Function<Partition, PartitionWork<T>> works;
    private final ToLongFunction<Partition> from;
    private final DeadLetters deadLetters;
    private final StreamLag lag;
    private final Counter records;
    private final Counter dropped;
    private final Epochs epochs = new Epochs();
    private final Map<Partition, Held> held = new HashMap<>();
    private final Inbox<ReceiverRecord<String, Stamped>> inbox;
    private final AtomicBoolean settlingIsDue = new AtomicBoolean();

    StreamRun(
            StreamSettings settings,
            RecordReader<T> reader,
            RecordFilter filter,
            Function<Partition, PartitionWork<T>> works,
            ToLongFunction<Partition> from,
            DeadLetters deadLetters,
            StreamLag lag,
            Counter records,
            Counter dropped) {
        this.settings = settings;
        this.reader = reader;
        this.filter = filter;
        this.works = works;
        this.from = from;
        this.deadLetters = deadLetters;
        this.lag = lag;
        this.records = records;
        this.dropped = dropped;
        this.inbox = new Inbox<>(settings.batch());
    }

    /** Reads until something fails. */
    Mono<Void> whole() {
        Flux<?> polls = KafkaReceiver.create(options())
                .receiveBatch(POLLS_AHEAD)
                .concatMap(batch -> batch.collectList().doOnNext(inbox::add).concatWith(inbox.room()), 1);
        Flux<?> ticks = Flux.interval(settings.tick()).onBackpressureDrop().doOnNext(tick -> settlingIsDue.set(true));
        return Flux.merge(1, polls, ticks)
                .onBackpressureLatest()
                .concatMap(news -> Mono.defer(this::step).repeat(() -> !inbox.isEmpty()), 0)
                .takeUntilOther(lag.stall(epochs::partitions))
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
        lag.busy();
        held.keySet().removeIf(partition -> epochs.of(partition) == null);
        return Flux.fromIterable(parts.entrySet())
                .filter(part -> take(part.getKey(), part.getValue()))
                .flatMap(part -> handle(part.getKey(), part.getValue()), Integer.MAX_VALUE)
                .then(Mono.fromRunnable(lag::idle));
    }

    /** Leaves only the records that were read since the partition became ours; false when none is left. */
    private boolean take(Partition partition, List<ReceiverRecord<String, Stamped>> part) {
        Integer epoch = epochs.of(partition);
        if (epoch == null) {
            return false;
        }
        part.removeIf(record -> record.value().epoch() < epoch);
        Held known = held.get(partition);
        if (!part.isEmpty() && (known == null || known.epoch != epoch)) {
            held.put(partition, new Held(epoch, works.apply(partition)));
        }
        return !part.isEmpty();
    }

    private Mono<Void> handle(Partition partition, List<ReceiverRecord<String, Stamped>> part) {
        Held own = held.get(partition);
        if (own == null) {
            return Mono.empty();
        }
        List<Received<T>> readable = new ArrayList<>(part.size());
        List<DeadLetters.Dead> unreadable = new ArrayList<>();
        for (ReceiverRecord<String, Stamped> record : part) {
            read(record, readable, unreadable);
        }
        ReceiverRecord<String, Stamped> last = part.get(part.size() - 1);
        return deadLetters
                .send(unreadable)
                .then(Mono.defer(() -> readable.isEmpty() ? Mono.empty() : own.work.handle(readable)))
                .then(Mono.fromRunnable(() -> {
                    if (!readable.isEmpty()) {
                        own.given = readable.get(readable.size() - 1).offset() + 1;
                    }
                    own.handled.addLast(last.receiverOffset());
                    records.increment(part.size());
                    lag.handled(partition, last.offset() + 1);
                    own.commitWhatIsSettled();
                }));
    }

    private void read(
            ReceiverRecord<String, Stamped> record, List<Received<T>> readable, List<DeadLetters.Dead> unreadable) {
        if (!filter.takes(record)) {
            dropped.increment();
            return;
        }
        ConsumerRecord<String, byte @Nullable []> plain = plain(record);
        try {
            T body = reader.read(plain);
            readable.add(new Received<>(
                    body, record.topic(), record.partition(), record.offset(), CloudEvents.trace(record)));
        } catch (UnknownValueException newer) {
            dropped.increment();
            TraceLog.about(CloudEvents.trace(record), () -> LOG.debug("{} passes over {}", settings.group(), newer));
        } catch (IllegalArgumentException reason) {
            unreadable.add(new DeadLetters.Dead(plain, String.valueOf(reason.getMessage())));
        }
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
                        one.getValue().work.settle().then(Mono.fromRunnable(one.getValue()::commitWhatIsSettled)))
                .then();
    }

    private boolean gathers() {
        return !settings.linger().isZero();
    }

    /** What comes while a poll waits ends it: a long one costs nothing but when the receiver has paused. */
    private Duration poll() {
        long millis = gathers() ? settings.linger().toMillis() : LONGEST_POLL_MILLIS;
        return Duration.ofMillis(Math.max(SHORTEST_POLL_MILLIS, Math.min(LONGEST_POLL_MILLIS, millis)));
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
                                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                                gathers() ? MANY_BYTES : 1,
                                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                gathers() ? Math.toIntExact(settings.linger().toMillis()) : FIRST_RECORD_MILLIS)))
                .withKeyDeserializer(new StringDeserializer())
                .withValueDeserializer(epochs)
                .subscription(settings.topics())
                // What is in hand when a partition goes comes again to whoever gets it: no reason to wait.
                .maxDelayRebalance(Duration.ZERO)
                .pollTimeout(poll())
                .maxDeferredCommits(0)
                .commitInterval(Duration.ofMillis(500))
                .commitBatchSize(0)
                .schedulerSupplier(() -> Schedulers.newSingle("stream-" + settings.group(), true))
                .addAssignListener(this::assigned)
                .addRevokeListener(this::revoked);
    }

    private void assigned(Collection<ReceiverPartition> partitions) {
        epochs.assign(partitions.stream().map(StreamRun::partition).toList());
        for (ReceiverPartition one : partitions) {
            long offset = from.applyAsLong(partition(one));
            if (offset >= 0) {
                one.seek(offset);
            }
            lag.handled(partition(one), one.position());
        }
        LOG.info(
                "Stream {} got {}",
                settings.group(),
                partitions.stream().map(StreamRun::partition).toList());
    }

    private void revoked(Collection<ReceiverPartition> partitions) {
        List<Partition> lost = partitions.stream().map(StreamRun::partition).toList();
        epochs.revoke(lost);
        lag.lost(lost);
        LOG.info("Stream {} lost {}", settings.group(), lost);
    }

    private static Partition partition(ReceiverPartition one) {
        return new Partition(one.topicPartition().topic(), one.topicPartition().partition());
    }
}
