package io.groat.analytics.event;

import io.groat.infra.webtest.OtherReleases;
import io.groat.streams.RecordFilter;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class OtherReleasesTest {

    @TestFactory
    Stream<DynamicTest> whatOtherReleasesWriteStopsNoReader() {
        return OtherReleases.tests(new OtherReleases.Reader(
                "figures",
                Set.of("payment_events", "fraud_events", "analytics_events", "notification_events"),
                RecordFilter.KNOWN,
                CountedEventReader::read));
    }
}
