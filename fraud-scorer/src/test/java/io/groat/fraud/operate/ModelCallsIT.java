package io.groat.fraud.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.EventJson;
import io.groat.event.FraudDecision;
import io.groat.event.FraudReason;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.model.ModelFile;
import io.groat.fraud.score.ModelScores;
import io.groat.fraud.score.Score;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The life of a model: added, tried in the shadow, put in force, taken back. */
class ModelCallsIT {

    private final RunningScorer scorer = RunningScorer.shared();
    private final WebTestClient ann = scorer.as("ann");

    @AfterEach
    void rulesAlone() {
        put("/v1/models/0/activate").expectStatus().isOk();
        put("/v1/models/0/shadow").expectStatus().isOk();
        policy("max").expectStatus().isOk();
    }

    @Test
    void aModelInForceDecidesWithTheRulesAndIsTakenBackAtOnce() {
        int version = add(1_000);
        Score before = pay(200_000);
        assertThat(before.decision()).isEqualTo(FraudDecision.allow);
        assertThat(before.models()).isNull();

        put("/v1/models/" + version + "/activate").expectStatus().isOk();
        Score high = pay(200_000);
        assertThat(high.decision()).isEqualTo(FraudDecision.review);
        assertThat(high.score()).isEqualTo(0.952574);
        assertThat(high.models()).isEqualTo(new ModelScores(version, 0.952574, 0, 0, null));
        assertThat(high.reasons()).extracting(FraudReason::code).contains("MODEL_AMOUNT", "AMOUNT");
        assertThat(pay(50_000).decision()).isEqualTo(FraudDecision.allow);

        put("/v1/models/0/activate").expectStatus().isOk();
        Score after = pay(200_000);
        assertThat(after.decision()).isEqualTo(FraudDecision.allow);
        assertThat(after.models()).isNull();

        String history = RunningScorer.body(ann.get().uri("/v1/models/history").exchange());
        assertThat(JsonPath.<List<Integer>>read(history, "$.items[0,1].version"))
                .containsExactly(0, version);
        assertThat(JsonPath.<List<Integer>>read(history, "$.items[0,1].replaced"))
                .containsExactly(version, 0);
        assertThat(JsonPath.<List<String>>read(history, "$.items[0,1].who")).containsOnly("user:ann");
    }

    @Test
    void aModelInTheShadowChangesNothingAndIsWrittenDown() {
        int champion = add(5_000);
        int shadow = add(1_000);
        put("/v1/models/" + champion + "/activate").expectStatus().isOk();
        put("/v1/models/" + shadow + "/shadow").expectStatus().isOk();
        UUID payment = scorer.payAndWait(RunningScorer.user("al"), RunningScorer.user("bo"), 200_000);
        Score score = scorer.scored(payment);
        assertThat(score.decision()).isEqualTo(FraudDecision.allow);
        assertThat(score.models())
                .isEqualTo(new ModelScores(champion, 0.019840, shadow, 0.952574, FraudDecision.review));
        String shown =
                RunningScorer.body(ann.get().uri("/v1/scores/{id}", payment).exchange());
        assertThat((Double) JsonPath.read(shown, "$.models.shadow.score")).isEqualTo(0.952574);
        assertThat((String) JsonPath.read(shown, "$.models.shadow.decision")).isEqualTo("review");
        assertThat((Integer) JsonPath.read(shown, "$.models.inForce.version")).isEqualTo(champion);

        String models = RunningScorer.body(ann.get().uri("/v1/models").exchange());
        assertThat((Integer) JsonPath.read(models, "$.champion")).isEqualTo(champion);
        assertThat((Integer) JsonPath.read(models, "$.shadow")).isEqualTo(shadow);
        assertThat(JsonPath.<List<String>>read(models, "$.items[0,1].role")).containsExactly("shadow", "champion");
        String one = RunningScorer.body(ann.get().uri("/v1/models/{v}", shadow).exchange());
        assertThat((String) JsonPath.read(one, "$.label")).isEqualTo("above-1000");
        assertThat((Integer) JsonPath.read(one, "$.card.trees")).isEqualTo(1);
    }

    @Test
    void rulesOverrideWhatTheModelBlocksOnceThatIsThePolicy() {
        int version = add(1_000);
        put("/v1/models/" + version + "/activate").expectStatus().isOk();
        policy("rules_override").expectStatus().isOk();
        // By the rules alone it is blocked, with a score of one.
        Score blocked = pay(2_000_000);
        assertThat(blocked.decision()).isEqualTo(FraudDecision.block);
        assertThat(blocked.score()).isEqualTo(1);
        // What they allow the model decides.
        assertThat(pay(200_000).decision()).isEqualTo(FraudDecision.review);
        policy("median").expectStatus().isBadRequest();
    }

    @Test
    void whatIsNoModelIsRefusedAndWhatIsNotThereIsNotFound() {
        String file = new String(ModelFile.bytes(TestModels.above(1_000)), StandardCharsets.UTF_8);
        for (String broken : List.of(
                "",
                "nonsense",
                file.substring(0, file.length() / 2),
                file.replaceFirst("groat-model 1", "groat-model 2"))) {
            upload(broken.getBytes(StandardCharsets.UTF_8))
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("INVALID_MODEL");
        }
        put("/v1/models/99999/activate").expectStatus().isNotFound();
        put("/v1/models/nonsense/shadow").expectStatus().isNotFound();
        ann.get().uri("/v1/models/99999").exchange().expectStatus().isNotFound();
        post("/v1/models/" + add(1_000) + "/activate", Map.of("note", "x", "replaces", 77))
                .expectStatus()
                .isEqualTo(409);
    }

    private int add(double amount) {
        return JsonPath.read(
                RunningScorer.body(upload(ModelFile.bytes(TestModels.above(amount)))
                        .expectStatus()
                        .isCreated()),
                "$.version");
    }

    private Score pay(long amountMinor) {
        return Objects.requireNonNull(
                scorer.scored(scorer.pay(RunningScorer.user("al"), RunningScorer.user("bo"), amountMinor)));
    }

    private WebTestClient.ResponseSpec upload(byte[] file) {
        return ann.post()
                .uri("/v1/models?note=a test")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue(file)
                .exchange();
    }

    private WebTestClient.ResponseSpec put(String path) {
        return post(path, Map.of("note", "a test"));
    }

    private WebTestClient.ResponseSpec post(String path, Map<String, Object> body) {
        return ann.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(EventJson.write(body))
                .exchange();
    }

    private WebTestClient.ResponseSpec policy(String policy) {
        return ann.put()
                .uri("/v1/models/policy")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(EventJson.write(Map.of("policy", policy)))
                .exchange();
    }
}
