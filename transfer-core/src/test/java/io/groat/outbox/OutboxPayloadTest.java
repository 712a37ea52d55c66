package io.groat.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.event.StoredEvent;
import io.groat.event.TraceParent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.time.api.DateTimes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxPayloadTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.000006Z");
    private static final TraceParent TRACE = new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    private static final Event EVENT =
            new Event(EventType.PaymentCompleted, "alice", "0199:PaymentCompleted", AT, "{\"a\":1}");

    @Property
    void whatGoesInComesOut(@ForAll("events") List<Event> events) {
        assertThat(decode(OutboxPayload.encode(events), OutboxPayload.traces(events), null))
                .isEqualTo(events.stream().map(OutboxPayloadTest::stored).toList());
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<String> text = Arbitraries.strings()
                .excludeChars('\n', '\t')
                .ofMaxLength(40)
                .filter(any -> UTF_8.newEncoder().canEncode(any));
        Arbitrary<Instant> times = DateTimes.instants().ofPrecision(ChronoUnit.MICROS);
        Arbitrary<Map<String, String>> extensions = Arbitraries.maps(
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .ofMinLength(1)
                                .ofMaxLength(20),
                        text)
                .ofMaxSize(3);
        return Combinators.combine(Arbitraries.of(EventType.class), text, text, times, text, extensions)
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
                    PaymentCompleted>a>b>2026-01-02T03:04:05Z/{}/PaymentCo   | ends within an event
                    """)
    void whatIsNoRowIsRefused(String row, String says) {
        byte[] bytes = row.replace('>', '\t').replace('/', '\n').getBytes(UTF_8);

        assertThatThrownBy(() -> OutboxPayload.decode(bytes, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says);
    }

    /** The contract names one exception; a time that is none must not come out as another. */
    @Test
    void aTimeThatIsNoneIsRefusedAsWell() {
        byte[] bytes = "PaymentCompleted\ta\tb\tyesterday\n{}\n".getBytes(UTF_8);

        assertThatThrownBy(() -> OutboxPayload.decode(bytes, null, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void extensionAttributesStandBehindTheTime() {
        assertThat(new String(OutboxPayload.encode(List.of(EVENT.with("kind", "DEPOSIT"))), UTF_8))
                .startsWith(
                        "PaymentCompleted\talice\t0199:PaymentCompleted\t2026-01-02T03:04:05.000006Z\tkind=DEPOSIT\n");
    }

    @Test
    void anEmptyRowHoldsNothing() {
        assertThat(decode(new byte[0], null, null)).isEmpty();
    }

    @Test
    void eachEventKeepsItsTrace() {
        List<Event> events = List.of(EVENT.in(TRACE), EVENT, EVENT.in(TraceParent.begin()));

        List<StoredEvent> read = decode(OutboxPayload.encode(events), OutboxPayload.traces(events), null);

        assertThat(read)
                .map(StoredEvent::trace)
                .isEqualTo(events.stream().map(Event::trace).toList());
        assertThat(OutboxPayload.traces(List.of(EVENT))).as("none is in any").isNull();
    }

    /** As a newer release may write it: with a type that is not known here, and more behind the time. */
    @Test
    void whatANewerReleaseWroteGoesToTheTopicThatTheRowNames() {
        byte[] row = "PaymentRefunded\ta\tb\t2026-01-02T03:04:05Z\tmore\n{}\n".getBytes(UTF_8);

        assertThat(decode(row, TRACE + "\n", "PaymentRefunded=payment_events"))
                .containsExactly(new StoredEvent(
                        "PaymentRefunded",
                        "payment_events",
                        "a",
                        "b",
                        Instant.parse("2026-01-02T03:04:05Z"),
                        "{}",
                        Map.of(),
                        TRACE));
    }

    /** It is passed over, and those behind it go on. */
    @Test
    void aTypeWithoutATopicStopsNothing() {
        byte[] row = """
                PaymentForgotten\ta\tb\t2026-01-02T03:04:05Z
                {}
                PaymentCompleted\ta\tc\t2026-01-02T03:04:05Z
                {}
                """.getBytes(UTF_8);

        OutboxPayload.Content content =
                OutboxPayload.decode(row, "\n" + TRACE + "\n", "PaymentCompleted=payment_events");

        assertThat(content.unknown()).containsExactly("PaymentForgotten");
        assertThat(content.events()).hasSize(1);
        assertThat(content.events().get(0).id()).isEqualTo("c");
        assertThat(content.events().get(0).trace()).isEqualTo(TRACE);
    }

    @Test
    void aRowNamesTheTopicOfEachTypeOnce() {
        Event user = new Event(EventType.UserCreated, "alice", "user:alice", AT, "{}");

        assertThat(OutboxPayload.topics(List.of(EVENT, user, EVENT)))
                .isEqualTo("PaymentCompleted=payment_events,UserCreated=analytics_events");
    }

    private static List<StoredEvent> decode(byte[] row, @Nullable String traces, @Nullable String topics) {
        OutboxPayload.Content content = OutboxPayload.decode(row, traces, topics);
        assertThat(content.unknown()).isEmpty();
        return content.events();
    }

    private static StoredEvent stored(Event event) {
        return new StoredEvent(
                event.type().name(),
                event.type().topic().topicName(),
                event.key(),
                event.id(),
                event.time(),
                event.data(),
                event.extensions(),
                event.trace());
    }
}
