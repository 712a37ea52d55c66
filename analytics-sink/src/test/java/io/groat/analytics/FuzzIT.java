package io.groat.analytics;

import io.groat.infra.fuzz.Fuzzer;
import io.groat.infra.fuzz.Samples;
import io.groat.infra.webtest.FuzzWalk;
import io.groat.web.http.RouteTable;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Odd requests to every call: refused as documented, with nothing broken. */
class FuzzIT {

    private static final int REQUESTS = 400;
    private static final Samples SAMPLES = new Samples(Map.of(), Map.of());

    @Test
    void nothingBreaks() {
        try (RunningSink service = RunningSink.named(
                RunningSink.name(), "--groat.limits.enabled=false", "--groat.access.failures=100000")) {
            service.awaitUp();
            new FuzzWalk("analytics-sink", service.port(), RunningSink.issuer().tokens(), service.contract())
                    .check(service.bean(RouteTable.class), Set.of(), SAMPLES, Fuzzer.Watch.NONE, REQUESTS);
        }
    }
}
