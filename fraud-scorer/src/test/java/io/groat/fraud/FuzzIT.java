package io.groat.fraud;

import io.groat.infra.fuzz.Fuzzer;
import io.groat.infra.fuzz.Samples;
import io.groat.infra.webtest.FuzzWalk;
import io.groat.web.http.RouteTable;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Odd requests to every call: refused as documented, with nothing broken. */
class FuzzIT {

    private static final int REQUESTS = 500;
    private static final Samples SAMPLES =
            new Samples(Map.of("subject", "user", "id", "bob", "version", "1"), Map.of());

    @Test
    void nothingBreaks() {
        try (RunningScorer service = RunningScorer.named(
                RunningScorer.name(), "--groat.limits.enabled=false", "--groat.access.failures=100000")) {
            service.awaitUp();
            new FuzzWalk("fraud-scorer", service.port(), RunningScorer.issuer().tokens(), service.contract())
                    .check(service.bean(RouteTable.class), Set.of(), SAMPLES, Fuzzer.Watch.NONE, REQUESTS);
        }
    }
}
