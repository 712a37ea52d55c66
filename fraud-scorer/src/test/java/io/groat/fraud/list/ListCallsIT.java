package io.groat.fraud.list;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.event.FraudDecision;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.score.Score;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Lists: how they are changed, and what they do. */
class ListCallsIT {

    private final RunningScorer scorer = RunningScorer.shared();
    private final WebTestClient ann = scorer.as("ann");

    @ParameterizedTest
    @CsvSource({"user, block, block", "payee, block, block", "user, watch, review", "payee, allow, allow"})
    void aListComesBeforeTheRules(String subject, String listing, FraudDecision decision) {
        String payer = RunningScorer.user("payer");
        String payee = RunningScorer.user("payee");
        put(subject, subject.equals("user") ? payer : payee, "{\"listing\":\"" + listing + "\",\"reason\":\"seen\"}")
                .expectStatus()
                .isOk();
        Score score = scorer.scored(scorer.pay(payer, payee, listing.equals("allow") ? 990_000 : 1_000));
        assertThat(score.decision()).isEqualTo(decision);
        assertThat(score.reasons().get(0).code()).isEqualTo(listing.toUpperCase(java.util.Locale.ROOT) + "_LIST");
    }

    @Test
    void aBlockOnAUserIsInRedisAtOnceAndGoneWhenTakenBack() {
        String mallory = RunningScorer.user("mallory");
        Instant until = Instant.now().plusSeconds(3_600).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        put("user", mallory, "{\"listing\":\"block\",\"reason\":\"stolen phone\",\"expiresAt\":\"" + until + "\"}")
                .expectStatus()
                .isOk();
        awaitRisk(mallory, "\"blocked\":true", "\"until\":\"" + until + "\"");

        // A score that comes later says so as well.
        scorer.payAndWait(mallory, RunningScorer.user("bob"), 1_000);
        awaitRisk(mallory, "\"score\":0.001", "\"blocked\":true");

        assertThat(RunningScorer.read(
                        ann.get().uri("/v1/lists/user/{id}", mallory).exchange(), "$.author"))
                .isEqualTo("user:ann");
        ann.delete()
                .uri("/v1/lists/user/{id}?reason=found", mallory)
                .exchange()
                .expectStatus()
                .isNoContent();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(scorer.risk(mallory))
                        .contains("\"score\":0.001")
                        .doesNotContain("blocked"));
        ann.get().uri("/v1/lists/user/{id}", mallory).exchange().expectStatus().isNotFound();
        ann.delete()
                .uri("/v1/lists/user/{id}", mallory)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void anEntryEndsByItself() {
        String eve = RunningScorer.user("eve");
        Instant soon = Instant.now().plusSeconds(2);
        put("user", eve, "{\"listing\":\"watch\",\"reason\":\"odd\",\"expiresAt\":\"" + soon + "\"}")
                .expectStatus()
                .isOk();
        await().atMost(PATIENCE)
                .until(() -> ann.get()
                                .uri("/v1/lists/user/{id}", eve)
                                .exchange()
                                .returnResult()
                                .getStatus()
                                .value()
                        == 404);
        assertThat(scorer.scored(scorer.pay(eve, RunningScorer.user("bob"), 1_000))
                        .decision())
                .isEqualTo(FraudDecision.allow);
    }

    @Test
    void listsAreListed() {
        String user = RunningScorer.user("carol");
        put("payee", user, "{\"listing\":\"watch\",\"reason\":\"many complaints\"}")
                .expectStatus()
                .isOk();
        String all = RunningScorer.body(
                ann.get().uri("/v1/lists?subject=payee&listing=watch").exchange());
        assertThat(all).contains(user, "many complaints", "\"author\":\"user:ann\"", "\"next\":null");
        assertThat(RunningScorer.body(ann.get().uri("/v1/lists?subject=user").exchange()))
                .doesNotContain(user);
        String history = RunningScorer.body(ann.get().uri("/v1/lists/history").exchange());
        assertThat(history).contains(user, "\"action\":\"put\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user  | {\"listing\":\"ban\",\"reason\":\"x\"}            | listing",
                "user  | {\"reason\":\"x\"}                              | listing",
                "user  | {\"listing\":\"block\"}                          | reason",
                "user  | {\"listing\":\"block\",\"reason\":\" \"}           | reason",
                "user  | {\"listing\":\"block\",\"reason\":\"x\",\"until\":1} | until",
                "user  | {\"listing\":\"block\",\"reason\":\"x\",\"expiresAt\":\"2020-01-01T00:00:00Z\"} | expiresAt",
                "user  | {\"listing\":\"block\",\"reason\":\"x\",\"expiresAt\":\"soon\"} | expiresAt",
                "user  | {\"listing\":\"allow\",\"reason\":\"x\",\"expiresAt\":null} | expiresAt",
                "robot | {\"listing\":\"block\",\"reason\":\"x\"}          | subject",
            })
    void whatIsWrongIsNamed(String subject, String body, String field) {
        put(subject, "dan", body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(field)
                .jsonPath("$.code")
                .isNotEmpty();
    }

    /** Entries of ids that nobody has, and that look like somebody's. */
    @ParameterizedTest
    @ValueSource(strings = {"dan ", " dan", "d\u00e4n", "\uff44\uff41\uff4e", "dan\u200b"})
    void anEntryIsAboutAUserWhoCanBe(String id) {
        put("user", id, "{\"listing\":\"block\",\"reason\":\"x\"}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("id");
    }

    private WebTestClient.ResponseSpec put(String subject, String id, String body) {
        return ann.put()
                .uri("/v1/lists/{subject}/{id}", subject, id)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private void awaitRisk(String user, String... parts) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(scorer.risk(user)).contains(parts));
    }
}
