package io.groat.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.fraud.http.FraudProblem;
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

    private static final int REQUESTS = 500;
    private static final KnownCalls KNOWN = KnownCalls.of("fraud-scorer");
    private static final Samples SAMPLES =
            new Samples(Map.of("subject", "user", "id", "bob", "version", "1"), Map.of());

    private static final Set<String> BODILESS =
            Set.of("POST /v1/reviews/{paymentId}/claim", "POST /v1/reviews/{paymentId}/release");

    @Test
    void nothingBreaks() {
        try (RunningScorer service = RunningScorer.named(
                RunningScorer.name(), "--groat.limits.enabled=false", "--groat.access.failures=100000")) {
            service.awaitUp();
            new FuzzWalk("fraud-scorer", service.port(), RunningScorer.issuer().tokens(), KNOWN.calls(), KNOWN.codes())
                    .check(service.bean(RouteTable.class), BODILESS, Set.of(), SAMPLES, Fuzzer.Watch.NONE, REQUESTS);
        }
    }

    @Test
    void allCodesAreKnown() {
        assertThat(KNOWN.codes())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FraudProblem.values()).map(Enum::name).toList());
    }
}
