package io.groat.router.risk;

import io.groat.infra.webtest.OtherReleases;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class OtherReleasesTest {

    @TestFactory
    Stream<DynamicTest> whatOtherReleasesWriteStopsNoReader() {
        return OtherReleases.tests(new OtherReleases.Reader(
                "decisions about held transfers",
                Set.of("fraud_events"),
                HoldDecisions.CONCERNING,
                HoldDecisions::read));
    }
}
