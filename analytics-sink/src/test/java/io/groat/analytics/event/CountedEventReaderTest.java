package io.groat.analytics.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.analytics.AnalyticsEvents;
import io.groat.analytics.AnalyticsEvents.Order;
import io.groat.analytics.AnalyticsEvents.Payment;
import io.groat.analytics.figure.Figures;
import io.groat.event.Event;
import io.groat.event.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedEventReaderTest {

    private static final Event GOOD = Payment.of("alice", "bob", 100, Instant.parse("2026-01-02T03:04:05Z"))
            .completed(5);

    @Test
    void anEventBelongsToItsPaymentsStory() {
        CountedEvent occurrence = read("payment_events", GOOD.data());
        assertThat(GOOD.id()).startsWith(occurrence.subject() + ":");
        assertThat(occurrence.type()).isEqualTo("PaymentCompleted");
        assertThat(occurrence.at()).isEqualTo(GOOD.time());
        assertThat(occurrence.counts()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"currency\":\"EUR\"'  | '\"currency\":\"EURO\"'   | there is no currency EURO",
                "'\"currency\":\"EUR\",' | ''                        | there is no currency null",
                "'\"payerShard\":1'      | '\"payerShard\":-1'       | there is no shard -1",
                "'\"payerShard\":1'      | '\"payerShard\":70000'    | there is no shard 70000",
                "'\"amount\":100'        | '\"amount\":-1'           | amount is below zero",
                "'\"payerUser\":\"alice\",' | ''                     | payerUser is missing or too long",
                "'\"transferId\":'       | '\"other\":'              | no transferId",
                "'\"completedAt\":'      | '\"other\":'              | no createdAt or completedAt",
                "'{'                     | '['                       | not a Payment"
            })
    void whatCantBeReadIsRefusedWithTheReason(String text, String replacement, String reason) {
        assertThat(GOOD.data()).contains(text);
        String bad = GOOD.data().replace(text, replacement == null ? "" : replacement);
        assertThatThrownBy(() -> read("payment_events", bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"gateway\":\"acme\"' | '\"gateway\":\"No name.\"' | gateway is missing or no name of one",
                "'\"currency\":\"EUR\"' | '\"currency\":\"EURO\"'    | there is no currency EURO",
                "'\"amount\":100'       | '\"amount\":-1'            | amount is below zero",
                "'\"method\":\"upi\",'  | ''                         | method is missing or too long",
                "'\"orderId\":'         | '\"other\":'               | no orderId"
            })
    void anOrderThatCantBeReadIsRefusedWithTheReason(String text, String replacement, String reason) {
        Event order = Order.of("acme", "upi", 100, GOOD.time()).credited(5);
        assertThat(order.data()).contains(text);
        String bad = order.data().replace(text, replacement == null ? "" : replacement);
        assertThatThrownBy(() -> read(order, "payment_events", bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason);
    }

    /** Methods of a newer release are one sum, so that they make no more figures than there are methods here. */
    @Test
    void aMethodThatIsNotKnownIsCountedAmongOthers() {
        Event order = Order.of("acme", "barter", 100, GOOD.time()).credited(5);
        Figures figures = new Figures();
        read(order, "payment_events", order.data()).effect().on(figures, CountedEvent.Context.NOTHING);
        assertThat(figures.gateways().methods("acme")).containsExactly("other");
    }

    @ParameterizedTest
    @CsvSource({
        "OrderCreated, true",
        "OrderAttemptFailed, true",
        "PayoutCreated, true",
        "PayoutSent, false",
        "PayoutReturned, true",
        "DisputeOpened, true",
        "DisputeAnswered, false",
        "DisputeResponseNeeded, false",
        "DisputeResponseDue, false",
        "DisputeLost, true"
    })
    void stepsThatAreFiguresOfNothingAreNotCounted(EventType type, boolean counts) {
        UUID id = UUID.randomUUID();
        Event event = type.name().startsWith("Order")
                ? Order.of("acme", "upi", 100, GOOD.time()).created()
                : type.name().startsWith("Payout")
                        ? AnalyticsEvents.payout(type, id, null, "acme", 100, GOOD.time(), 5)
                        : AnalyticsEvents.dispute(type, id, "acme", 100, GOOD.time());
        assertThat(read(event, "payment_events", event.data()).counts()).isEqualTo(counts);
    }

    @Test
    void anEventInTheWrongTopicIsRefused() {
        assertThatThrownBy(() -> read("fraud_events", GOOD.data()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PaymentCompleted does not belong here");
    }

    private static CountedEvent read(String topic, String data) {
        return read(GOOD, topic, data);
    }

    private static CountedEvent read(Event event, String topic, String data) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(topic, 0, 0, event.key(), data.getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_type", event.type().name().getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_id", event.id().getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_time", event.time().toString().getBytes(StandardCharsets.UTF_8));
        return CountedEventReader.read(record);
    }
}
