package io.groat.notifier;

import io.groat.infra.fuzz.Fuzzer;
import io.groat.infra.fuzz.Samples;
import io.groat.infra.webtest.FuzzWalk;
import io.groat.web.http.RouteTable;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Odd requests to every call: refused as documented, with nothing broken. */
class FuzzIT {

    private static final int REQUESTS = 700;
    private static final Samples SAMPLES = new Samples(
            Map.of("userId", "bob", "channel", "email", "name", "payment-received"), Map.of("userId", "bob"));

    @Test
    void nothingBreaks() {
        try (RunningNotifier service =
                RunningNotifier.named(RunningNotifier.newName(), "--groat.access.failures=100000")) {
            service.awaitUp();
            new FuzzWalk("notifier", service.port(), RunningNotifier.issuer().tokens(), service.contract())
                    .check(service.bean(RouteTable.class), Set.of(), SAMPLES, Fuzzer.Watch.NONE, REQUESTS);
        }
    }
}
