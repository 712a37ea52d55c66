package io.groat.streams;

import io.groat.event.Topic;
import io.groat.event.TraceLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Puts records that can't be read where an operator finds them: into the topic's dead letters as they came, with
 * {@code dlq_reason}, {@code dlq_group}, {@code dlq_topic}, {@code dlq_partition} and {@code dlq_offset} added to their
 * headers.
 */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    /** @param reason why it can't be read */
    record Dead(ConsumerRecord<String, byte @Nullable []> record, String reason) {}

    private final EventPublisher publisher;
    private final String group;
    private final Counter count;

    DeadLetters(EventPublisher publisher, String group, MeterRegistry meters) {
        this.publisher = publisher;
        this.group = group;
        this.count = Counter.builder("groat.consumer.dead.letters")
                .description("Records that could not be read")
                .tag("group", group)
                .register(meters);
    }

    Mono<Void> send(List<Dead> dead) {
        if (dead.isEmpty()) {
            return Mono.empty();
        }
        dead.forEach(one -> TraceLog.about(
                CloudEvents.trace(one.record()),
                () -> LOG.warn(
                        "{}-{} at {} can't be read: {}",
                        one.record().topic(),
                        one.record().partition(),
                        one.record().offset(),
                        one.reason())));
        return publisher
                .publishRecords(dead.stream().map(this::letter).toList())
                .doOnSuccess(sent -> count.increment(dead.size()));
    }

    @SuppressWarnings("NullAway") // Kafka takes a record without a value.
    private ProducerRecord<String, byte[]> letter(Dead dead) {
        ConsumerRecord<String, byte @Nullable []> from = dead.record();
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(Topic.deadLetterName(from.topic()), null, from.key(), from.value());
        from.headers().forEach(letter.headers()::add);
        add(letter, "dlq_reason", dead.reason());
        add(letter, "dlq_group", group);
        add(letter, "dlq_topic", from.topic());
        add(letter, "dlq_partition", Integer.toString(from.partition()));
        add(letter, "dlq_offset", Long.toString(from.offset()));
        return letter;
    }

    private static void add(ProducerRecord<String, byte[]> letter, String name, String value) {
        letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
