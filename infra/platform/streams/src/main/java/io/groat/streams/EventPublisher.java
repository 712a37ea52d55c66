package io.groat.streams;

import io.groat.event.Event;
import io.groat.event.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Sends events to Kafka as CloudEvents in binary mode, and records as they are.
 *
 * <p>The producer is idempotent and waits for all replicas: within its life no event is lost, doubled or, for one key,
 * overtaken. It gives up no event by itself, for then those behind it, which have more time left, would reach Kafka
 * before it is sent again. What is sent at once fails as a whole, and with it the producer: whatever that still holds
 * is never sent, and the next send begins with a new one where the outbox begins. So what Kafka has got of a send is
 * always its first part.
 */
public final class EventPublisher implements AutoCloseable {

    private static final int LONGEST_REQUEST_MILLIS = 30_000;

    /**
     * What several have to send goes together. Gathered here and not by the broker's answer, it costs nothing while there is
     * nothing: a reader then waits half a second for its first record, instead of asking forty times in it.
     */
    private static final int LINGER_MILLIS = 10;

    private final StreamClient client;
    private final Map<String, Object> settings;
    private final byte[] source;
    private final Duration deliveryLimit;
    private volatile RecordSender sender;

    /**
     * @param bootstrapServers as Kafka's clients take them
     * @param source the {@code ce_source} of all events: which service made them
     * @param deliveryLimit how long Kafka may take to acknowledge what was sent at once
     */
    public EventPublisher(String bootstrapServers, String source, Duration deliveryLimit) {
        this.source = source.getBytes(StandardCharsets.UTF_8);
        int requestMillis = Math.min(Math.toIntExact(deliveryLimit.toMillis()) / 2, LONGEST_REQUEST_MILLIS);
        this.deliveryLimit = deliveryLimit;
        this.client = StreamClient.installed();
        this.settings = KafkaClients.settings(
                bootstrapServers,
                Map.of(
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "groat" + source.replace('/', '-'),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        // A broker that has come back knows no producer and takes any first number: of two requests
                        // under way it could refuse the first for a while and take the second (KAFKA-15591).
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024,
                        ProducerConfig.LINGER_MS_CONFIG,
                        LINGER_MILLIS,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        requestMillis,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        requestMillis));
        this.sender = client.sender(settings);
    }

    /** Sends the events in order; completes when Kafka has acknowledged them all, fails when it has not in time. */
    public Mono<Void> publish(List<Event> events) {
        return send(Flux.fromIterable(events).map(event -> CloudEvents.record(event, source)));
    }

    /** The same for events that were stored. */
    public Mono<Void> publishStored(List<StoredEvent> events) {
        return send(Flux.fromIterable(events).map(event -> CloudEvents.record(event, source)));
    }

    /** The same for records of any kind. */
    public Mono<Void> publishRecords(List<ProducerRecord<String, byte[]>> records) {
        return send(Flux.fromIterable(records));
    }

    @Override
    public synchronized void close() {
        sender.close();
    }

    private Mono<Void> send(Flux<ProducerRecord<String, byte[]>> records) {
        return Mono.defer(() -> {
            RecordSender used = sender;
            return used.send(records)
                    .timeout(deliveryLimit)
                    .onErrorResume(failure -> replace(used).then(Mono.error(failure)));
        });
    }

    /** Completes when the producer is gone. Sends of others that it had under way fail too, and are made again. */
    private Mono<Void> replace(RecordSender failed) {
        return Mono.<Void>fromRunnable(() -> replaceNow(failed)).subscribeOn(Schedulers.boundedElastic());
    }

    /** Whoever comes second waits until the first has closed it: only then nothing more of it can come. */
    private synchronized void replaceNow(RecordSender failed) {
        if (sender == failed) {
            sender = client.sender(settings);
            failed.close();
        }
    }
}
