package io.groat.fraud.operate;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.Event;
import io.groat.fraud.RunningScorer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** How far today's payments are from those of a model's training, as it is told and as Prometheus has it. */
class DriftIT {

    private final RunningScorer scorer = RunningScorer.shared();
    private final WebTestClient ann = scorer.as("ann");
    private final ModelDesk desk = new ModelDesk(scorer, "ann");

    @AfterEach
    void rulesAlone() {
        desk.none();
    }

    @Test
    void paymentsAreCountedInTheBinsOfTheTraining() throws Exception {
        int champion = desk.add(ReferencedModels.watchful("champion", 1_000));
        int shadow = desk.add(ReferencedModels.watchful("shadow", 2_000));
        desk.champion(champion);
        desk.shadow(shadow);
        // One in the lowest bin and on its edge, one in the next, two above all edges.
        List<Event> told = Stream.of(1_000L, 2_000L, 150_000L, 250_000L)
                .map(DriftIT::payment)
                .toList();
        scorer.send(told);
        counted(champion, 4);
        scorer.send(told);
        scorer.send(List.of(payment(3_000)));
        String drift = counted(champion, 5);

        assertThat((Boolean) JsonPath.read(drift, "$.reference")).isTrue();
        assertThat((Boolean) JsonPath.read(drift, "$.enough")).isFalse();
        assertThat(JsonPath.<List<Double>>read(drift, "$.features[?(@.name == 'payment.amount')].bins[*].actual"))
                .containsExactly(0.2, 0.4, 0.0, 0.0, 0.4);
        double index = StabilityIndex.of(List.of(0.25, 0.25, 0.25, 0.2, 0.05), List.of(1L, 2L, 0L, 0L, 2L));
        assertThat(JsonPath.<List<Double>>read(drift, "$.features[?(@.name == 'payment.amount')].psi")
                        .get(0))
                .isCloseTo(index, offset(1e-6));
        assertThat(JsonPath.<List<Double>>read(drift, "$.features[*].psi"))
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(JsonPath.<List<Double>>read(drift, "$.features[?(@.name == 'payer.firstToPayee')].bins[*].actual"))
                .containsExactly(0.0, 1.0);
        assertThat(JsonPath.<List<Double>>read(drift, "$.score.bins[*].expected"))
                .containsExactly(0.5, 0.3, 0.15, 0.05);
        assertThat((Integer) JsonPath.read(counted(shadow, 5), "$.payments")).isEqualTo(5);

        scorer.bean(DriftWatch.class).look().toFuture().get();
        assertThat(gauge("groat.fraud.drift.psi", "champion", "payment.amount")).isEqualTo(index);
        assertThat(gauge("groat.fraud.drift.psi", "shadow", "payment.amount")).isEqualTo(index);
        assertThat(gauge("groat.fraud.drift.psi", "champion", "score")).isPositive();
        assertThat(scorer.bean(MeterRegistry.class)
                        .get("groat.fraud.drift.payments")
                        .tag("role", "shadow")
                        .gauge()
                        .value())
                .isEqualTo(5);

        // Who scores nothing any more has no series.
        desk.none();
        scorer.bean(DriftWatch.class).look().toFuture().get();
        assertThat(scorer.bean(MeterRegistry.class)
                        .find("groat.fraud.drift.psi")
                        .gauges())
                .isEmpty();
    }

    @Test
    void oneWhoseFileDoesNotTellHasNone() {
        int version = desk.add(TestModels.above(1_000));
        desk.champion(version);
        scorer.send(List.of(payment(50_000)));
        String drift = counted(version, 1);
        assertThat((Boolean) JsonPath.read(drift, "$.reference")).isFalse();
        assertThat(JsonPath.<Object>read(drift, "$.score")).isNull();
        assertThat(JsonPath.<List<Object>>read(drift, "$.features")).isEmpty();
    }

    @Test
    void oneThatIsNotThereIsNotFound() {
        for (String version : List.of("99999", "0", "x", "99999999999")) {
            ann.get()
                    .uri("/v1/models/{version}/drift", version)
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
    }

    private String counted(int version, int payments) {
        return await().atMost(PATIENCE)
                .until(
                        () -> RunningScorer.body(ann.get()
                                .uri("/v1/models/{version}/drift", version)
                                .exchange()
                                .expectStatus()
                                .isOk()),
                        found -> JsonPath.<Integer>read(found, "$.payments") >= payments);
    }

    private double gauge(String name, String role, String feature) {
        Gauge gauge = scorer.bean(MeterRegistry.class)
                .get(name)
                .tag("role", role)
                .tag("feature", feature)
                .gauge();
        return gauge.value();
    }

    private static Event payment(long amountMinor) {
        Instant now = Instant.now();
        return RunningScorer.initiated(
                RunningScorer.paymentId(now),
                RunningScorer.user("al"),
                RunningScorer.user("bo"),
                amountMinor,
                now,
                "INITIATED");
    }
}
