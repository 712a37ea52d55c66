package io.groat.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Streams by Kafka's own consumer: what would take reactor-kafka's place. One thread polls, hands over and commits. While
 * works are at it, it polls on with its partitions paused, so that Kafka hears of it: there is no record in hand when a
 * partition goes, and nothing to be told apart when it comes back.
 */
final class KafkaConsumerClient implements StreamClient {

    private static final Duration POLL = Duration.ofMillis(100);

    @Override
    public <T> Mono<Void> read(StreamTask<T> task) {
        return Mono.create(sink -> {
            Loop<T> loop = new Loop<>(task);
            sink.onDispose(loop::stop);
            Thread thread = new Thread(
                    () -> {
                        try {
                            loop.run();
                        } catch (Throwable failure) {
                            sink.error(failure);
                        }
                    },
                    "stream-" + task.settings().group());
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Writing is not what is compared here. */
    @Override
    public RecordSender sender(Map<String, Object> settings) {
        return StreamClient.installed().sender(settings);
    }

    private static final class Loop<T> implements ConsumerRebalanceListener {

        private final StreamTask<T> task;
        private final KafkaConsumer<String, byte @Nullable []> consumer;
        private final Map<TopicPartition, PartitionHandler<T>> handlers = new ConcurrentHashMap<>();
        private final Map<TopicPartition, Long> committed = new HashMap<>();
        private long settledAt = System.nanoTime();
        private boolean working;
        private volatile boolean stopped;

        private Loop(StreamTask<T> task) {
            this.task = task;
            this.consumer = new KafkaConsumer<>(
                    settings(task.settings()), new StringDeserializer(), new ByteArrayDeserializer());
        }

        private static Map<String, Object> settings(StreamSettings settings) {
            boolean gathers = !settings.linger().isZero();
            return KafkaClients.settings(
                    settings.bootstrapServers(),
                    Map.of(
                            ConsumerConfig.GROUP_ID_CONFIG,
                            settings.group(),
                            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                            "earliest",
                            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                            false,
                            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                            settings.batch(),
                            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                            10_000,
                            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                            false,
                            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                            CooperativeStickyAssignor.class.getName(),
                            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                            gathers ? 256 * 1024 : 1,
                            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                            gathers ? Math.toIntExact(settings.linger().toMillis()) : 500));
        }

        void stop() {
            stopped = true;
            consumer.wakeup();
        }

        void run() {
            try (consumer) {
                task.owned(() -> handlers.keySet().stream().map(Loop::partition).toList());
                consumer.subscribe(task.settings().topics(), this);
                while (!stopped) {
                    work(poll(POLL));
                }
            } catch (WakeupException told) {
                if (!stopped) {
                    throw told;
                }
            }
        }

        private void work(@Nullable ConsumerRecords<String, byte @Nullable []> records) {
            if (records != null && !records.isEmpty()) {
                finish(Flux.fromIterable(records.partitions())
                        .flatMap(partition -> handle(partition, records.records(partition)), Integer.MAX_VALUE)
                        .then());
                commit();
            }
            if (System.nanoTime() - settledAt > task.settings().tick().toNanos()) {
                finish(Flux.fromIterable(List.copyOf(handlers.values()))
                        .flatMap(PartitionHandler::settle)
                        .then());
                settledAt = System.nanoTime();
                commit();
            }
        }

        private Mono<Void> handle(TopicPartition partition, List<ConsumerRecord<String, byte @Nullable []>> records) {
            PartitionHandler<T> handler = handlers.get(partition);
            return handler == null ? Mono.empty() : handler.handle(records, Function.identity());
        }

        /** Polls on, with all paused, until it is done. */
        private void finish(Mono<Void> work) {
            CompletableFuture<Void> done = work.toFuture();
            if (!done.isDone()) {
                working = true;
                consumer.pause(consumer.assignment());
                CompletableFuture<Void> told = done.whenComplete((nothing, failure) -> consumer.wakeup());
                while (!told.isDone() && !stopped) {
                    poll(POLL);
                }
                working = false;
                consumer.resume(consumer.assignment());
            }
            if (!stopped) {
                done.join();
            }
        }

        private @Nullable ConsumerRecords<String, byte @Nullable []> poll(Duration time) {
            try {
                return consumer.poll(time);
            } catch (WakeupException told) {
                return null;
            }
        }

        private void commit() {
            Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
            handlers.forEach((partition, handler) -> {
                long settled = handler.settledUpTo();
                if (settled > committed.getOrDefault(partition, 0L)) {
                    committed.put(partition, settled);
                    positions.put(partition, new OffsetAndMetadata(settled));
                }
            });
            if (!positions.isEmpty()) {
                consumer.commitAsync(positions, null);
            }
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (working) {
                consumer.pause(partitions);
            }
            for (TopicPartition partition : partitions) {
                long from = task.from(partition(partition));
                if (from >= 0) {
                    consumer.seek(partition, from);
                }
                task.position(partition(partition), consumer.position(partition));
                handlers.put(partition, task.begin(partition(partition)));
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            partitions.forEach(partition -> {
                handlers.remove(partition);
                committed.remove(partition);
            });
            task.lost(partitions.stream().map(Loop::partition).toList());
        }

        private static Partition partition(TopicPartition one) {
            return new Partition(one.topic(), one.partition());
        }
    }
}
