package io.groat.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.fuzz.Fuzzer;
import io.groat.infra.fuzz.KnownCalls;
import io.groat.infra.fuzz.Samples;
import io.groat.infra.webtest.FuzzWalk;
import io.groat.notifier.http.NotifierProblem;
import io.groat.web.http.RouteTable;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Odd requests to every call: refused as documented, with nothing broken. */
class FuzzIT {

    private static final int REQUESTS = 700;
    private static final KnownCalls KNOWN = KnownCalls.of("notifier");
    private static final Samples SAMPLES = new Samples(
            Map.of("userId", "bob", "channel", "email", "name", "payment-received"), Map.of("userId", "bob"));

    private static final Set<String> BODILESS = Set.of(
            "POST /v1/notifications/{id}/read",
            "POST /v1/webhooks/{id}/test",
            "POST /v1/dead-letters/redrive",
            "POST /v1/dead-letters/{id}/redrive",
            "POST /v1/alerts/{id}/acknowledge",
            "POST /i/{token}/no",
            "POST /i/{token}/yes");

    @Test
    void nothingBreaks() {
        try (RunningNotifier service =
                RunningNotifier.named(RunningNotifier.newName(), "--groat.access.failures=100000")) {
            service.awaitUp();
            new FuzzWalk("notifier", service.port(), RunningNotifier.issuer().tokens(), KNOWN.calls(), KNOWN.codes())
                    .check(service.bean(RouteTable.class), BODILESS, Set.of(), SAMPLES, Fuzzer.Watch.NONE, REQUESTS);
        }
    }

    @Test
    void allCodesAreKnown() {
        assertThat(KNOWN.codes())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(NotifierProblem.values()).map(Enum::name).toList());
    }
}
