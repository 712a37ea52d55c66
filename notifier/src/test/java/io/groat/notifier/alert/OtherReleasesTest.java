package io.groat.notifier.alert;

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
                "reports of health", Set.of("analytics_events"), RecordFilter.KNOWN, HealthReports::read));
    }
}
