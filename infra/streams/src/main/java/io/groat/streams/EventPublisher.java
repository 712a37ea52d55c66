package io.groat.streams;

import io.groat.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.kafka.sender.KafkaSender;
import reactor.kafka.sender.SenderOptions;
import reactor.kafka.sender.SenderRecord;

/**
 * Sends events to Kafka as CloudEvents in binary mode, and records as they are. The only class that knows
 * reactor-kafka's sender, which is the last of its line.
 *
 * <p>The producer is idempotent and waits for all replicas: within one session no event is lost, doubled or, for
 * one key, overtaken.
 */
public final class EventPublisher implements AutoCloseable {

    private static final int LONGEST_REQUEST_MILLIS = 30_000;

    private final KafkaSender<String, byte[]> sender;
    private final byte[] source;

    /**
     * @param bootstrapServers as Kafka's clients take them
     * @param source the {@code ce_source} of all events: which service made them
     * @param deliveryLimit how long Kafka may take to acknowledge an event
     */
    public EventPublisher(String bootstrapServers, String source, Duration deliveryLimit) {
        this.source = source.getBytes(StandardCharsets.UTF_8);
        int limitMillis = Math.toIntExact(deliveryLimit.toMillis());
        int requestMillis = Math.min(limitMillis / 2, LONGEST_REQUEST_MILLIS);
        this.sender = KafkaSender.create(SenderOptions.<String, byte[]>create(Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "groat" + source.replace('/', '-'),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        limitMillis,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        requestMillis,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        requestMillis))
                .withKeySerializer(new StringSerializer())
                .withValueSerializer(new ByteArraySerializer())
                .maxInFlight(4096)
                .stopOnError(true));
    }

    /** Sends the events in order; completes when Kafka has acknowledged them all, fails when it has not. */
    public Mono<Void> publish(List<Event> events) {
        return send(Flux.fromIterable(events).map(event -> CloudEvents.record(event, source)));
    }

    /** The same for records of any kind. */
    public Mono<Void> publishRecords(List<ProducerRecord<String, byte[]>> records) {
        return send(Flux.fromIterable(records));
    }

    @Override
    public void close() {
        sender.close();
    }

    private Mono<Void> send(Flux<ProducerRecord<String, byte[]>> records) {
        return sender.send(records.map(record -> SenderRecord.create(record, record.topic())))
                .concatMap(result -> result.exception() == null ? Mono.empty() : Mono.error(result.exception()))
                .then();
    }
}
