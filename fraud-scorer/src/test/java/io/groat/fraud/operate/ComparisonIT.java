package io.groat.fraud.operate;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.FraudDecision;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.list.Listing;
import io.groat.fraud.review.ReviewStore;
import io.groat.fraud.score.CurrentScorer;
import io.groat.fraud.score.ModelScores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What was decided beside what a model in the shadow would have decided. */
class ComparisonIT {

    private final RunningScorer scorer = RunningScorer.shared();
    private final WebTestClient ann = scorer.as("ann");
    private final ModelDesk desk = new ModelDesk(scorer, "ann");

    @AfterEach
    void rulesAlone() {
        desk.none();
    }

    @Test
    void everyPaymentIsCountedOnceHoweverOftenItIsTold() {
        int champion = desk.add(TestModels.above(5_000));
        int shadow = desk.add(TestModels.above(1_000));
        desk.champion(champion);
        desk.shadow(shadow);

        Instant now = Instant.now();
        List<Event> told = List.of(
                payment(50_000, now),
                payment(60_000, now),
                payment(200_000, now),
                payment(300_000, now),
                payment(400_000, now),
                payment(600_000, now));
        scorer.send(told);
        String all = counted(shadow, 6);
        assertThat(row(all, "allow")).isEqualTo(counts(2, 3, 0));
        assertThat(row(all, "review")).isEqualTo(counts(0, 1, 0));
        assertThat(row(all, "block")).isEqualTo(counts(0, 0, 0));
        assertThat((Integer) JsonPath.read(all, "$.agreed")).isEqualTo(3);
        assertThat(JsonPath.<Object>read(all, "$.decidedBy"))
                .isEqualTo(List.of(Map.of("version", champion, "payments", 6)));
        // Within their first hour a day's are 24 times as many.
        assertThat((Double) JsonPath.read(all, "$.aDay.reviewsInForce")).isCloseTo(24, offset(1.0));
        assertThat((Double) JsonPath.read(all, "$.aDay.reviewsByShadow")).isCloseTo(96, offset(4.0));

        scorer.send(told);
        desk.champion(0);
        scorer.send(List.of(payment(200_000, Instant.now())));
        String more = counted(shadow, 7);
        assertThat(row(more, "allow")).isEqualTo(counts(2, 4, 0));
        assertThat(JsonPath.<Object>read(more, "$.decidedBy"))
                .isEqualTo(List.of(Map.of("version", 0, "payments", 1), Map.of("version", champion, "payments", 6)));
    }

    @Test
    void listsComeBeforeTheShadowAsWell() {
        String payer = RunningScorer.user("listed");
        ann.put()
                .uri("/v1/lists/user/{id}", payer)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(EventJson.write(Map.of("listing", Listing.block, "reason", "a test")))
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
        await().atMost(PATIENCE)
                .until(() -> scorer.bean(CurrentScorer.class).lists().decisive(payer, null, Instant.now()) != null);
        int shadow = desk.add(TestModels.above(1_000));
        desk.shadow(shadow);
        UUID payment = scorer.pay(payer, RunningScorer.user("bo"), 50_000);
        assertThat(scorer.scored(payment).decision()).isEqualTo(FraudDecision.block);
        assertThat(scorer.scored(payment).models())
                .isEqualTo(new ModelScores(0, 0, shadow, 0.019840, FraudDecision.block));
        assertThat(row(counted(shadow, 1), "block")).isEqualTo(counts(0, 0, 1));
    }

    @Test
    void figuresAreByWhatPaymentsWereFoundToBe() {
        int shadow = desk.add(TestModels.above(1_000));
        desk.champion(desk.add(TestModels.above(5_000)));
        desk.shadow(shadow);
        UUID fraud = pay(600_000);
        UUID honest = pay(700_000);
        UUID missed = pay(200_000);
        pay(50_000);
        counted(shadow, 4);
        assertThat((Integer) JsonPath.read(compare(shadow), "$.labelled.frauds"))
                .isZero();
        assertThat(JsonPath.<Object>read(compare(shadow), "$.labelled.inForce.recall"))
                .isNull();

        decide(fraud, "block");
        decide(honest, "block");
        // The payer has the last word: it was them after all. And of the third nobody else knew.
        scorer.send(List.of(RunningScorer.answer(honest, true), RunningScorer.answer(missed, false)));
        String all = await().atMost(PATIENCE)
                .until(
                        () -> compare(shadow),
                        found -> JsonPath.<Integer>read(found, "$.labelled.frauds") == 2
                                && JsonPath.<Integer>read(found, "$.labelled.others") == 1);
        assertThat(JsonPath.<Object>read(all, "$.labelled.inForce"))
                .isEqualTo(
                        Map.of("frauds", counts(1, 1, 0), "others", counts(0, 1, 0), "precision", 0.5, "recall", 0.5));
        assertThat(JsonPath.<Object>read(all, "$.labelled.byShadow.frauds")).isEqualTo(counts(0, 2, 0));
        assertThat((Double) JsonPath.read(all, "$.labelled.byShadow.recall")).isEqualTo(1.0);
        assertThat((Double) JsonPath.read(all, "$.labelled.byShadow.precision")).isEqualTo(2.0 / 3);
        assertThat((Boolean) JsonPath.read(all, "$.labelled.complete")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"days=0", "days=32", "days=x", "shadow=0", "shadow=x", "shadow=-1", "shadow=9999999999"})
    void whatCantBeAskedIsRefused(String query) {
        ann.get()
                .uri("/v1/models/comparison?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("INVALID_FIELD");
    }

    @Test
    void aShadowThatIsNotThereIsNotFound() {
        ann.get().uri("/v1/models/comparison").exchange().expectStatus().isNotFound();
        ann.get()
                .uri("/v1/models/comparison?shadow=99999")
                .exchange()
                .expectStatus()
                .isNotFound();
        int shadow = desk.add(TestModels.above(1_000));
        desk.shadow(shadow);
        String none = RunningScorer.body(ann.get().uri("/v1/models/comparison").exchange());
        assertThat((Integer) JsonPath.read(none, "$.shadow")).isEqualTo(shadow);
        assertThat((Integer) JsonPath.read(none, "$.payments")).isZero();
        assertThat(JsonPath.<Object>read(none, "$.aDay")).isNull();
    }

    private String counted(int shadow, int payments) {
        return await().atMost(PATIENCE)
                .until(() -> compare(shadow), found -> JsonPath.<Integer>read(found, "$.payments") >= payments);
    }

    private String compare(int shadow) {
        return RunningScorer.body(ann.get()
                .uri("/v1/models/comparison?shadow={s}&days=1", shadow)
                .exchange()
                .expectStatus()
                .isOk());
    }

    private static Object row(String comparison, String decided) {
        return JsonPath.<List<Object>>read(comparison, "$.agreement[?(@.decided == '" + decided + "')].byShadow")
                .get(0);
    }

    private static Map<String, Integer> counts(int allow, int review, int block) {
        return Map.of("allow", allow, "review", review, "block", block);
    }

    private static Event payment(long amountMinor, Instant at) {
        return RunningScorer.initiated(
                RunningScorer.paymentId(at),
                RunningScorer.user("al"),
                RunningScorer.user("bo"),
                amountMinor,
                at,
                "INITIATED");
    }

    private UUID pay(long amountMinor) {
        UUID payment = scorer.pay(RunningScorer.user("al"), RunningScorer.user("bo"), amountMinor);
        scorer.scored(payment);
        return payment;
    }

    private void decide(UUID payment, String decision) {
        RunningScorer.awaitFound(scorer.bean(ReviewStore.class).find(payment));
        ann.post()
                .uri("/v1/reviews/{id}/decision", payment)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(EventJson.write(Map.of("decision", decision, "note", "a test")))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(Objects.requireNonNull(RunningScorer.awaitFound(
                                scorer.bean(ReviewStore.class).find(payment)))
                        .resolved())
                .isTrue();
    }
}
