package io.groat.fraud.risk;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.event.FraudDecision;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.score.Score;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which scores are told to Redis. */
class RiskCacheIT {

    private final RunningScorer scorer = RunningScorer.shared();
    private final RiskCache risk = scorer.bean(RiskCache.class);
    private final String alice = RunningScorer.user("alice");

    @Test
    void aLowScoreInTheSameTenthChangesNothingForTheGate() {
        tell(0.12, FraudDecision.allow);
        assertStands("{\"score\":0.12,");
        tell(0.19, FraudDecision.allow);
        assertStands("{\"score\":0.12,");
        tell(0.21, FraudDecision.allow);
        assertStands("{\"score\":0.21,");
        // On a list, for one, it is another decision with the same score.
        tell(0.22, FraudDecision.review);
        assertStands("{\"score\":0.22,");
        tell(0.8, FraudDecision.review);
        assertStands("{\"score\":0.8,");
        tell(0.81, FraudDecision.review);
        assertStands("{\"score\":0.81,");
        tell(0.12, FraudDecision.allow);
        assertStands("{\"score\":0.12,");
    }

    private void tell(double score, FraudDecision decision) {
        Instant now = Instant.now();
        Payment payment = new Payment(UUID.randomUUID(), alice, "bob", 100, "EUR", false, now, null, null);
        risk.put(List.of(new Score(payment, score, decision, List.of(), 1, now)))
                .block(PATIENCE);
    }

    private void assertStands(String beginning) {
        await().atMost(PATIENCE).until(() -> risk.waiting() == 0);
        assertThat(scorer.risk(alice)).startsWith(beginning);
    }
}
