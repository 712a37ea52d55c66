package io.groat.fraud.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.jayway.jsonpath.JsonPath;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.operate.ModelDesk;
import io.groat.fraud.operate.ReferencedModels;
import io.groat.fraud.operate.TestModels;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Why models thought what they did. */
class ExplanationCallIT {

    private static final String CELL = " WHERE slot = ? AND part = ? AND payment_id = ?";

    private final RunningScorer scorer = RunningScorer.shared();
    private final WebTestClient ann = scorer.as("ann");
    private final ModelDesk desk = new ModelDesk(scorer, "ann");

    @AfterEach
    void rulesAlone() {
        desk.none();
    }

    @Test
    void championsAndShadowsMovesAddUpToTheScoresThatWereStored() {
        int champion = desk.add(ReferencedModels.watchful("champion", 1_000));
        int shadow = desk.add(TestModels.above(5_000));
        desk.champion(champion);
        desk.shadow(shadow);
        UUID payment = pay(200_000);
        ModelScores stored = scorer.scored(payment).models();
        assertThat(stored).isNotNull();
        // What is in force later changes nothing.
        desk.none();

        String told = explanation(payment);
        assertThat(JsonPath.<List<String>>read(told, "$.models[*].role")).containsExactly("champion", "shadow");
        assertThat(JsonPath.<List<Integer>>read(told, "$.models[*].version")).containsExactly(champion, shadow);
        assertThat(JsonPath.<List<Double>>read(told, "$.models[*].score"))
                .containsExactly(stored.score(), stored.shadowScore());
        for (int i = 0; i < 2; i++) {
            String moved = "$.models[" + i + "].moved";
            double sum = number(told, moved + ".expected") + number(told, moved + ".rest");
            for (double move : JsonPath.<List<Double>>read(told, moved + ".moves[*].contribution")) {
                sum += move;
            }
            assertThat(sum).isCloseTo(number(told, "$.models[" + i + "].score"), offset(1e-9));
        }
        assertThat(JsonPath.<List<String>>read(told, "$.models[0].moved.moves[*].code"))
                .startsWith("MODEL_AMOUNT")
                .contains("MODEL_NEW_PAYEE");
        assertThat(number(told, "$.models[0].moved.review")).isEqualTo(0.4);
    }

    @Test
    void whereThereWasNoModelThereIsNothingToTell() {
        UUID payment = pay(200_000);
        assertThat(JsonPath.<List<Object>>read(explanation(payment), "$.models"))
                .isEmpty();
        for (String unknown : List.of(UUID.randomUUID().toString(), "x")) {
            ann.get()
                    .uri("/v1/scores/{id}/explanation", unknown)
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        }
    }

    @Test
    void whatCantBeReckonedAnyMoreIsNotMadeUp() throws Exception {
        desk.champion(desk.add(TestModels.above(1_000)));
        UUID forgotten = pay(200_000);
        change("DELETE features FROM scores" + CELL, forgotten);
        assertThat(missing(forgotten)).contains("no longer stored");
        UUID other = pay(200_000);
        change("UPDATE scores SET model_score = 0.5" + CELL, other);
        assertThat(missing(other)).contains("another score");
        UUID gone = pay(200_000);
        change("UPDATE scores SET model_version = 99999" + CELL, gone);
        assertThat(missing(gone)).contains("can't be read");
    }

    private void change(String statement, UUID payment) throws Exception {
        scorer.bean(Cassandra.class)
                .write(new Cql(statement, PaymentSlot.slot(payment), PaymentSlot.WHOLE, payment))
                .toFuture()
                .get();
    }

    private String missing(UUID payment) {
        String told = explanation(payment);
        assertThat(JsonPath.<Object>read(told, "$.models[0].moved")).isNull();
        return JsonPath.read(told, "$.models[0].missing");
    }

    private String explanation(UUID payment) {
        return RunningScorer.body(ann.get()
                .uri("/v1/scores/{id}/explanation", payment)
                .exchange()
                .expectStatus()
                .isOk());
    }

    private static double number(String json, String path) {
        return JsonPath.<Double>read(json, path);
    }

    private UUID pay(long amountMinor) {
        UUID payment = scorer.pay(RunningScorer.user("al"), RunningScorer.user("bo"), amountMinor);
        scorer.scored(payment);
        RunningScorer.awaitFound(scorer.bean(ScoreStore.class).findFeatures(payment));
        return payment;
    }
}
