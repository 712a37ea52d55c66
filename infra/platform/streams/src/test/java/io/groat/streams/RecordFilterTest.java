package io.groat.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.event.Event;
import io.groat.event.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What concerns a reader, by headers alone. */
class RecordFilterTest {

    private static final byte[] SOURCE = "/test".getBytes(StandardCharsets.UTF_8);

    private static final RecordFilter DECISIONS = RecordFilter.of(
                    EventType.FraudScoreCalculated, EventType.TransactionBlocked)
            .unless(EventType.FraudScoreCalculated, Event.HELD, "false")
            .unless(EventType.FraudScoreCalculated, Event.DECISION, "review");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "FraudScoreCalculated, true,  allow,  true",
                "FraudScoreCalculated, false, allow,  false",
                "FraudScoreCalculated, true,  review, false",
                "FraudScoreCalculated, -,     -,      true",
                "TransactionBlocked,   false, review, true",
                "ManualReviewRequired, true,  -,      false",
                "FromTheFuture,        true,  allow,  false",
                "-,                    -,     -,      true",
            })
    void takesWhatConcerns(@Nullable String type, @Nullable String held, @Nullable String decision, boolean isTaken) {
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("topic", 0, 0, "key", new byte[0]);
        add(record, "ce_type", type);
        add(record, "ce_held", held);
        add(record, "ce_decision", decision);
        assertThat(DECISIONS.takes(record)).isEqualTo(isTaken);
        assertThat(RecordFilter.KNOWN.takes(record)).isEqualTo(!"FromTheFuture".equals(type));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "PaymentInitiated, -,        true",
                "PaymentInitiated, TRANSFER, true",
                "PaymentInitiated, CAPTURE,  true",
                "PaymentInitiated, DEPOSIT,  false",
                "PaymentCompleted, -,        false",
                "PaymentCompleted, CAPTURE,  false",
                "PaymentCompleted, REFUND,   true",
            })
    void someMoreOfATypeMayConcern(EventType type, @Nullable String kind, boolean isTaken) {
        RecordFilter filter = RecordFilter.of(EventType.PaymentInitiated)
                .only(Event.KIND, "TRANSFER")
                .also(EventType.PaymentInitiated, Event.KIND, "CAPTURE")
                .also(EventType.PaymentCompleted, Event.KIND, "REFUND", "REVERSAL");
        ConsumerRecord<String, byte[]> record = new ConsumerRecord<>("topic", 0, 0, "key", new byte[0]);
        add(record, "ce_type", type.name());
        add(record, "ce_kind", kind);
        assertThat(filter.takes(record)).isEqualTo(isTaken);
    }

    @Test
    void extensionsTravelInHeaders() {
        Event event = new Event(
                EventType.FraudScoreCalculated,
                "ada",
                "1",
                Instant.parse("2026-11-28T10:00:00Z"),
                "{}",
                Map.of(Event.HELD, "true", Event.DECISION, "allow"));
        ProducerRecord<String, byte[]> sent = CloudEvents.record(event, SOURCE);
        ConsumerRecord<String, byte @Nullable []> received = new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
        assertThat(CloudEvents.read(received)).isEqualTo(event);
    }

    private static void add(ConsumerRecord<?, ?> record, String name, @Nullable String value) {
        if (value != null) {
            record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
