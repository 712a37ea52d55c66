package io.groat.fraud.score;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.FraudDecision;
import io.groat.fraud.RunningScorer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is delivered scores in the shadow from the first start on, and never comes back once it was taken away. */
class FirstModelIT {

    private static final String WITH = "--groat.fraud.first-model=true";

    @Test
    void itIsInTheShadowUntilSomebodyTakesItAway() {
        String name = RunningScorer.name();
        try (RunningScorer scorer = RunningScorer.named(name, WITH)) {
            scorer.awaitUp();
            await().atMost(PATIENCE).until(() -> models(scorer).contains("\"shadow\":1"));
            String models = models(scorer);
            assertThat((Integer) JsonPath.read(models, "$.champion")).isZero();
            assertThat(JsonPath.<List<String>>read(models, "$.items[*].author")).containsExactly("groat");
            assertThat(RunningScorer.body(
                            scorer.as("ann").get().uri("/v1/models/history").exchange()))
                    .contains("trained on generated payments");
            UUID payment = scorer.pay(RunningScorer.user("al"), RunningScorer.user("bo"), 5_000);
            Score score = scorer.scored(payment);
            ModelScores scores = Objects.requireNonNull(score.models());
            assertThat(scores.version()).isZero();
            assertThat(scores.shadowVersion()).isEqualTo(1);
            assertThat(scores.shadowScore()).isBetween(0.0, 1.0);
            assertThat(score.decision()).isEqualTo(FraudDecision.allow);
            scorer.as("ann")
                    .post()
                    .uri("/v1/models/0/shadow")
                    .bodyValue(Map.of("note", "not now"))
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
        try (RunningScorer again = RunningScorer.named(name, WITH)) {
            again.awaitUp();
            UUID payment = again.pay(RunningScorer.user("al"), RunningScorer.user("bo"), 5_000);
            assertThat(again.scored(payment).models()).isNull();
            assertThat((Integer) JsonPath.read(models(again), "$.shadow")).isZero();
            assertThat(JsonPath.<List<Integer>>read(models(again), "$.items[*].version"))
                    .containsExactly(1);
        }
    }

    private static String models(RunningScorer scorer) {
        return RunningScorer.body(scorer.as("ann").get().uri("/v1/models").exchange());
    }
}
