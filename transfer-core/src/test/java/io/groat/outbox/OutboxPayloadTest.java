package io.groat.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.event.Event;
import io.groat.event.EventType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.time.api.DateTimes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxPayloadTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.000006Z");
    private static final Event EVENT =
            new Event(EventType.PaymentCompleted, "alice", "0199:PaymentCompleted", AT, "{\"a\":1}");

    @Property
    void whatGoesInComesOut(@ForAll("events") List<Event> events) {
        assertThat(OutboxPayload.decode(OutboxPayload.encode(events))).isEqualTo(events);
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<String> text = Arbitraries.strings()
                .excludeChars('\n', '\t')
                .ofMaxLength(40)
                .filter(any -> UTF_8.newEncoder().canEncode(any));
        Arbitrary<Instant> times = DateTimes.instants().ofPrecision(ChronoUnit.MICROS);
        return Combinators.combine(Arbitraries.of(EventType.class), text, text, times, text)
                .as(Event::new)
                .list()
                .ofMaxSize(20);
    }

    @Test
    void aRowReadsAsDocumented() {
        assertThat(new String(OutboxPayload.encode(List.of(EVENT)), UTF_8))
                .isEqualTo("PaymentCompleted\talice\t0199:PaymentCompleted\t2026-01-02T03:04:05.000006Z\n{\"a\":1}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\t", "a\nb", "{\"a\":\t1}"})
    void textThatWouldEndALineIsRefused(String text) {
        assertThatThrownBy(() -> OutboxPayload.encode(List.of(new Event(EVENT.type(), text, "id", AT, "{}"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OutboxPayload.encode(List.of(new Event(EVENT.type(), "key", text, AT, "{}"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OutboxPayload.encode(List.of(new Event(EVENT.type(), "key", "id", AT, text))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** {@code >} stands for a tab, {@code /} for a line's end. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    x                                                        | ends within an event
                    PaymentCompleted>a>b>2026-01-02T03:04:05Z                | ends within an event
                    PaymentCompleted>a>b>2026-01-02T03:04:05Z/               | ends within an event
                    PaymentCompleted>a>b>2026-01-02T03:04:05Z/{}             | ends within an event
                    PaymentCompleted/{}/                                     | not an event's headers
                    PaymentCompleted>a>b/{}/                                 | not an event's headers
                    PaymentForgotten>a>b>2026-01-02T03:04:05Z/{}/            | PaymentForgotten
                    PaymentCompleted>a>b>2026-01-02T03:04:05Z/{}/PaymentCo   | ends within an event
                    """)
    void whatIsNoRowIsRefused(String row, String says) {
        byte[] bytes = row.replace('>', '\t').replace('/', '\n').getBytes(UTF_8);

        assertThatThrownBy(() -> OutboxPayload.decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says);
    }

    /** The contract names one exception; a time that is none must not come out as another. */
    @Test
    void aTimeThatIsNoneIsRefusedAsWell() {
        byte[] bytes = "PaymentCompleted\ta\tb\tyesterday\n{}\n".getBytes(UTF_8);

        assertThatThrownBy(() -> OutboxPayload.decode(bytes)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptyRowHoldsNothing() {
        assertThat(OutboxPayload.decode(new byte[0])).isEmpty();
    }
}
