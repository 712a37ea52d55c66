package io.groat.notifier.intake;

import io.groat.infra.webtest.OtherReleases;
import io.groat.streams.CloudEvents;
import io.groat.streams.RecordFilter;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class OtherReleasesTest {

    @TestFactory
    Stream<DynamicTest> whatOtherReleasesWriteStopsNoReader() {
        return OtherReleases.tests(new OtherReleases.Reader(
                "events",
                Set.of("payment_events", "fraud_events"),
                RecordFilter.KNOWN,
                record -> ReceivedEvent.of(CloudEvents.read(record))));
    }
}
