package io.groat.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.analytics.query.AnalyticsProblem;
import io.groat.infra.fuzz.Fuzzer;
import io.groat.infra.fuzz.KnownCalls;
import io.groat.infra.fuzz.Samples;
import io.groat.infra.webtest.FuzzWalk;
import io.groat.web.http.RouteTable;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Odd requests to every call: refused as documented, with nothing broken. */
class FuzzIT {

    private static final int REQUESTS = 400;
    private static final KnownCalls KNOWN = KnownCalls.of("analytics-sink");
    private static final Samples SAMPLES = new Samples(Map.of(), Map.of());

    private static final Set<String> BODILESS = Set.of("POST /v1/rebuild");

    @Test
    void nothingBreaks() {
        try (RunningSink service = RunningSink.named(
                RunningSink.name(), "--groat.limits.enabled=false", "--groat.access.failures=100000")) {
            service.awaitUp();
            new FuzzWalk("analytics-sink", service.port(), RunningSink.issuer().tokens(), KNOWN.calls(), KNOWN.codes())
                    .check(service.bean(RouteTable.class), BODILESS, Set.of(), SAMPLES, Fuzzer.Watch.NONE, REQUESTS);
        }
    }

    @Test
    void allCodesAreKnown() {
        assertThat(KNOWN.codes())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(AnalyticsProblem.values()).map(Enum::name).toList());
    }
}
