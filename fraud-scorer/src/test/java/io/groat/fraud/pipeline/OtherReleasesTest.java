package io.groat.fraud.pipeline;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.event.UnknownValueException;
import io.groat.fraud.fact.Fact;
import io.groat.fraud.payment.PaymentChange;
import io.groat.fraud.review.PayerAnswers;
import io.groat.infra.webtest.OtherReleases;
import io.groat.streams.CloudEvents;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DynamicTest;
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
}
