package io.groat.fraud.draft;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.EventJson;
import io.groat.event.FraudDecision;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.score.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The life of rules: tried out, published, rolled back, and remembered. */
class RuleCallsIT {

    private static final String STRICT = """
            thresholds: {review: 0.1, block: 0.5}
            rules:
              - name: amount-linear
                code: AMOUNT
                text: "{payment.amount} in one payment"
                weight: min(1, payment.amount / 10000)
            """;

    private final RunningScorer scorer = RunningScorer.shared();
    private final WebTestClient ann = scorer.as("ann");

    @AfterEach
    void backToTheFirst() {
        post("/v1/rules/1/activate", Map.of("note", "the test is over"))
                .expectStatus()
                .isOk();
    }

    @Test
    void publishedRulesHoldAtOnceAndRolledBackOnesAgain() {
        String published = RunningScorer.body(post("/v1/rules", Map.of("yaml", STRICT, "note", "stricter"))
                .expectStatus()
                .isCreated());
        int version = JsonPath.read(published, "$.version");
        Score strict = scorer.scored(scorer.pay(RunningScorer.user("al"), RunningScorer.user("bo"), 200_000));
        assertThat(strict.decision()).isEqualTo(FraudDecision.review);
        assertThat(strict.rulesVersion()).isEqualTo(version);

        post("/v1/rules/1/activate", Map.of("note", "too strict"))
                .expectStatus()
                .isOk();
        Score mild = scorer.scored(scorer.pay(RunningScorer.user("al"), RunningScorer.user("bo"), 200_000));
        assertThat(mild.decision()).isEqualTo(FraudDecision.allow);
        assertThat(mild.rulesVersion()).isEqualTo(1);

        String history = RunningScorer.body(ann.get().uri("/v1/rules/history").exchange());
        assertThat(JsonPath.<List<String>>read(history, "$.items[0,1].action")).containsExactly("rollback", "publish");
        assertThat(JsonPath.<List<String>>read(history, "$.items[0,1].note")).containsExactly("too strict", "stricter");
        assertThat(JsonPath.<List<String>>read(history, "$.items[0,1].who")).containsOnly("user:ann");
        assertThat(RunningScorer.read(
                        ann.get().uri("/v1/rules/{version}", version).exchange(), "$.yaml"))
                .isEqualTo(STRICT);
        assertThat(RunningScorer.read(ann.get().uri("/v1/rules").exchange(), "$.current"))
                .isEqualTo(1);
    }

    @Test
    void aDraftIsTriedOnWhatWasScored() {
        UUID payment = scorer.payAndWait(RunningScorer.user("al"), RunningScorer.user("bo"), 300_000);
        await().atMost(PATIENCE).untilAsserted(() -> {
            String outcome = RunningScorer.body(post("/v1/rules/test", Map.of("yaml", STRICT, "days", 1))
                    .expectStatus()
                    .isOk());
            Map<String, Integer> changes = JsonPath.read(outcome, "$.changes");
            assertThat(changes.get("allow→review")).isPositive();
            List<Map<String, Object>> samples = JsonPath.read(outcome, "$.samples");
            assertThat(samples)
                    .anySatisfy(sample -> assertThat(sample)
                            .containsEntry("paymentId", payment.toString())
                            .containsEntry("after", Map.of("score", 0.3, "decision", "review")));
            assertThat((Boolean) JsonPath.read(outcome, "$.complete")).isTrue();
        });
        // Nothing has changed by it.
        assertThat(RunningScorer.read(ann.get().uri("/v1/rules").exchange(), "$.current"))
                .isEqualTo(1);
    }

    @Test
    void ofManyWhoReplaceOneVersionOneDoes() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> publish =
                    () -> post("/v1/rules", Map.of("yaml", STRICT, "note", "at once", "replaces", 1))
                            .returnResult()
                            .getStatus()
                            .value();
            List<Future<Integer>> answers =
                    pool.invokeAll(IntStream.range(0, 4).mapToObj(n -> publish).toList());
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 409).hasSize(3);
        } finally {
            pool.shutdownNow();
        }
        String history = RunningScorer.body(ann.get().uri("/v1/rules/history").exchange());
        assertThat(JsonPath.<List<String>>read(history, "$.items[?(@.note == 'at once')].note"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weight: payment.amonut                 | rules[0].weight | 6",
                "weight: payment.amount > 5             | rules[0].weight | 6",
                "weight: (1                             | rules[0].weight | 6",
                "worth: 1                               | rules[0].worth  | 6",
                "{when: 5, weight: 1}                   | rules[0].when   | 6",
            })
    void badRulesAreRefusedWithFieldAndLine(String line, String field, int number) {
        String yaml = """
                thresholds: {review: 0.7, block: 0.95}
                rules:
                  - name: one
                    code: ONE
                    text: one
                    %s
                """.formatted(line.replace("{", "").replace("}", "").replace(", ", "\n    "));
        post("/v1/rules", Map.of("yaml", yaml, "note", "x"))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("INVALID_RULE")
                .jsonPath("$.field")
                .isEqualTo(field)
                .jsonPath("$.line")
                .isEqualTo(Integer.toString(number));
        post("/v1/rules/test", Map.of("yaml", yaml)).expectStatus().isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/rules            | {\"note\":\"x\"}                                 | 400 | yaml",
                "/v1/rules            | {\"yaml\":\"rules: []\",\"note\":\"x\"}            | 422 | thresholds",
                "/v1/rules            | {\"yaml\":\"thresholds: {review: 0.7, block: 0.9}\\nrules: []\"} | 400 | note",
                "/v1/rules            | {\"yaml\":\"thresholds: {review: 0.7, block: 0.9}\\nrules: []\",\"note\":\"x\",\"replaces\":99} | 409 | replaces",
                "/v1/rules/test       | {\"yaml\":\"thresholds: {review: 0.7, block: 0.9}\\nrules: []\",\"days\":31} | 400 | days",
                "/v1/rules/1/activate | {}                                              | 400 | note",
            })
    void whatIsWrongIsNamed(String path, String body, int status, String field) {
        ann.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(field);
    }

    @Test
    void aVersionThatIsNotThereCantComeIntoForce() {
        post("/v1/rules/999/activate", Map.of("note", "x")).expectStatus().isNotFound();
        post("/v1/rules/nonsense/activate", Map.of("note", "x")).expectStatus().isNotFound();
        ann.get().uri("/v1/rules/999").exchange().expectStatus().isNotFound();
    }

    private WebTestClient.ResponseSpec post(String path, Map<String, Object> body) {
        return ann.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(EventJson.write(body))
                .exchange();
    }
}
