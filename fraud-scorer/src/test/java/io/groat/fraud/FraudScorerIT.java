package io.groat.fraud;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.infra.webtest.AccessWalk;
import io.groat.web.http.RouteTable;
import org.junit.jupiter.api.Test;

/** The service as a whole: health, access. */
class FraudScorerIT {

    private final RunningScorer scorer = RunningScorer.shared();

    /** Every route with every role. */
    @Test
    void everyRouteIsForItsRolesAlone() {
        new AccessWalk(scorer.http(), RunningScorer.issuer().tokens()).check(scorer.bean(RouteTable.class));
    }

    @Test
    void healthSaysWhatIsWrongAndThatItIsOver() {
        ServerHandle kafka = TestServers.kafka();
        assertThat(scorer.health()).contains("\"cassandra\":{\"status\":\"UP\"", "\"streams\":{\"status\":\"UP\"");
        kafka.stop();
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(scorer.health())
                            .startsWith("{\"status\":\"DOWN\"")
                            .contains("Kafka at " + RunningScorer.bootstrap() + " does not answer"));
        } finally {
            kafka.start();
        }
        scorer.awaitUp();
    }
}
