package io.groat.fraud.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.event.UnknownValueException;
import io.groat.fraud.fact.Fact;
import io.groat.fraud.payment.PaymentChange;
import io.groat.fraud.review.PayerAnswers;
import io.groat.infra.webtest.OtherReleases;
import io.groat.streams.CloudEvents;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherReleasesTest {

    @TestFactory
    Stream<DynamicTest> whatOtherReleasesWriteStopsNoReader() {
        return OtherReleases.tests(
                new OtherReleases.Reader(
                        "payments",
                        Set.of("payment_events"),
                        PaymentChange.CONCERNING,
                        record -> PaymentChange.of(CloudEvents.read(record))),
                new OtherReleases.Reader(
                        "payers' answers", Set.of("fraud_events"), PayerAnswers.CONCERNING, PayerAnswers::read));
    }

    /** Facts are binary: a version, a kind, and what belongs to it. */
    @ParameterizedTest
    @CsvSource({"1, 99", "2, 1"})
    void aFactOfANewerReleaseIsPassedOver(byte version, byte kind) {
        byte[] fact = {version, kind, 0, 0, 0, 0};

        assertThatThrownBy(() -> Fact.read(new ConsumerRecord<>("fraud_facts", 0, 0, "alice", fact)))
                .isInstanceOf(UnknownValueException.class);
    }

    @Test
    void factsAreReadAsTheyWereWritten() {
        Instant at = Instant.parse("2026-01-02T03:04:05.678901Z");
        UUID id = new UUID(7, 8);
        for (Fact fact : List.of(
                new Fact.Out(3, 400, "ann", id, 12.5, at, -7),
                new Fact.Labelled(3, 399, "ann", id, true, at, true),
                new Fact.Labelled(3, 398, "ann", id, true, at, false),
                new Fact.Back(3, 401, "ann", id, 12.5, at),
                new Fact.Taken(3, 402, "ann", id, 36, at),
                new Fact.Cancelled(3, 403, "ann", id))) {
            var record = fact.record("fraud_facts");
            assertThat(Fact.read(new ConsumerRecord<>("fraud_facts", 0, 0, record.key(), record.value())))
                    .isEqualTo(fact);
        }
    }

    @Test
    void aLabelOfAnOlderReleaseSaysNothingOfWhetherThePaymentWasOrdinary() {
        Fact.Labelled label =
                new Fact.Labelled(3, 399, "ann", new UUID(7, 8), true, Instant.parse("2026-01-02T03:04:05Z"), true);
        byte[] written = label.record("fraud_facts").value();
        byte[] older = Arrays.copyOf(written, written.length - 1);

        assertThat(Fact.read(new ConsumerRecord<>("fraud_facts", 0, 0, "ann", older)))
                .isEqualTo(new Fact.Labelled(3, 399, "ann", label.paymentId(), true, label.knownAt(), false));
    }
}
