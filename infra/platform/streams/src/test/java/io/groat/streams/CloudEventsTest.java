package io.groat.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.event.TraceParent;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {

    private static final TraceParent TRACE = new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    private static final Event EVENT = new Event(
            EventType.FraudScoreCalculated,
            "alice",
            "0199:FraudScoreCalculated",
            Instant.parse("2026-01-02T03:04:05.000006Z"),
            "{\"a\":1}",
            Map.of(Event.HELD, "true"));

    @Test
    void whatIsSentIsReadAsItWas() {
        assertThat(CloudEvents.read(received(EVENT.in(TRACE)))).isEqualTo(EVENT.in(TRACE));
        assertThat(CloudEvents.read(received(EVENT))).isEqualTo(EVENT);
    }

    /** By the header that tracers know; it is no attribute of the event. */
    @Test
    void theTraceIsInAHeaderOfItsOwn() {
        ConsumerRecord<String, byte @Nullable []> record = received(EVENT.in(TRACE));

        assertThat(record.headers().lastHeader("traceparent").value())
                .isEqualTo(TRACE.text().getBytes(UTF_8));
        assertThat(received(EVENT).headers().lastHeader("traceparent")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "00-00000000000000000000000000000000-b7ad6b7169203331-01"})
    void aTraceThatIsNoneHarmsNoEvent(String header) {
        ConsumerRecord<String, byte @Nullable []> record = received(EVENT);
        record.headers().add("traceparent", header.getBytes(UTF_8));

        assertThat(CloudEvents.read(record)).isEqualTo(EVENT);
    }

    private static ConsumerRecord<String, byte @Nullable []> received(Event event) {
        ProducerRecord<String, byte[]> sent = CloudEvents.record(event, "/test".getBytes(UTF_8));
        ConsumerRecord<String, byte @Nullable []> received =
                new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
    }
}
