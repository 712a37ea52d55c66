package io.groat.analytics.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.analytics.AnalyticsEvents.Payment;
import io.groat.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

    @Test
    void anEventInTheWrongTopicIsRefused() {
        assertThatThrownBy(() -> read("fraud_events", GOOD.data()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PaymentCompleted does not belong here");
    }

    private static CountedEvent read(String topic, String data) {
        ConsumerRecord<String, byte[]> record =
                new ConsumerRecord<>(topic, 0, 0, GOOD.key(), data.getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_type", GOOD.type().name().getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_id", GOOD.id().getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_time", GOOD.time().toString().getBytes(StandardCharsets.UTF_8));
        return CountedEventReader.read(record);
    }
}
