package io.groat.fraud.review;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.ReviewOutcome;
import io.groat.event.ReviewResolved;
import io.groat.fraud.FraudEvents;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.score.DecisionLog;
import io.groat.fraud.score.LabelIndex;
import io.groat.streams.EventPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The review queue as analysts use it. */
class ReviewCallsIT {

    private static final String ASK = "{\"decision\":\"approve\",\"note\":\"called them\"}";

    private final RunningScorer scorer = RunningScorer.shared();
    private final WebTestClient ann = scorer.as("ann");
    private final WebTestClient ben = scorer.as("ben");

    @Test
    void ofTwoWhoClaimAtOnceOneWins() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 5; round++) {
                UUID payment = review(700_000 + round);
                CyclicBarrier together = new CyclicBarrier(2);
                List<Future<Integer>> claims = new ArrayList<>();
                for (WebTestClient one : List.of(ann, ben)) {
                    claims.add(pool.submit(() -> {
                        together.await();
                        return status(post(one, payment, "claim", ""));
                    }));
                }
                List<Integer> statuses = new ArrayList<>(
                        List.of(claims.get(0).get(), claims.get(1).get()));
                Collections.sort(statuses);
                assertThat(statuses).containsExactly(200, 409);
                String assignee = (String) RunningScorer.read(get(payment), "$.assignee");
                assertThat(assignee).isEqualTo(claims.get(0).get() == 200 ? "user:ann" : "user:ben");
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aClaimKeepsOthersOffUntilItIsGivenBack() {
        UUID payment = review(710_000);
        post(ann, payment, "claim", "").expectStatus().isOk();
        post(ann, payment, "claim", "").expectStatus().isOk();
        for (String what : List.of("claim", "release", "decision")) {
            post(ben, payment, what, what.equals("decision") ? ASK : "")
                    .expectStatus()
                    .isEqualTo(409)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("REVIEW_CLAIMED");
        }
        post(ann, payment, "release", "").expectStatus().isOk();
        post(ben, payment, "decision", ASK).expectStatus().isOk();
    }

    @Test
    void aClaimEndsByItself() throws Exception {
        UUID payment = review(720_000);
        post(ann, payment, "claim", "").expectStatus().isOk();
        Instant later = Instant.now().plus(Duration.ofMinutes(16));
        ReviewActions actions = new ReviewActions(
                scorer.bean(ReviewStore.class),
                scorer.bean(DecisionLog.class),
                scorer.bean(LabelIndex.class),
                scorer.bean(EventPublisher.class),
                new ReviewSettings(Duration.ofHours(4), Duration.ofMinutes(15)),
                () -> later);
        Review taken = actions.claim(payment, "user:ben").toFuture().get();
        assertThat(taken.assignee()).isEqualTo("user:ben");
        assertThat(taken.isClaimed(later)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"approve, approved", "block, blocked"})
    void aDecisionIsPublishedOnceAndKeptWithItsReason(String decision, ReviewOutcome outcome) {
        UUID payment = review(730_000);
        String body = "{\"decision\":\"" + decision + "\",\"note\":\"called them\",\"label\":\"scam\"}";
        post(ann, payment, "claim", "").expectStatus().isOk();
        post(ann, payment, "notes", "{\"note\":\"no answer yet\"}")
                .expectStatus()
                .isNoContent();
        post(ann, payment, "decision", body).expectStatus().isOk();
        // The same once more is the same answer; another is none.
        post(ann, payment, "decision", body).expectStatus().isOk();
        post(ben, payment, "decision", body)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("REVIEW_RESOLVED");

        List<Event> events = FraudEvents.of(payment).stream()
                .filter(event -> event.type() == EventType.ReviewResolved)
                .toList();
        assertThat(events).singleElement().satisfies(event -> {
            ReviewResolved resolved = EventJson.read(event.data(), ReviewResolved.class);
            assertThat(event.extensions()).containsOnlyKeys(Event.HELD);
            assertThat(resolved.outcome()).isEqualTo(outcome);
            assertThat(resolved.reviewer()).isEqualTo("user:ann");
            assertThat(resolved.label()).isEqualTo("scam");
        });
        String whole =
                RunningScorer.body(ann.get().uri("/v1/scores/{id}", payment).exchange());
        assertThat(JsonPath.<List<String>>read(whole, "$.history[*].action"))
                .containsExactly("scored", "claim", "note", "decision");
        assertThat(JsonPath.<String>read(whole, "$.history[3].note")).isEqualTo("called them");
        assertThat(JsonPath.<String>read(whole, "$.history[3].label")).isEqualTo("scam");
        assertThat(RunningScorer.read(get(payment), "$.outcome")).isEqualTo(outcome.name());
    }

    /** The decision was written, and then the process died. */
    @Test
    void aDecisionThatWasNotAnnouncedIsAnnouncedLater() throws Exception {
        UUID payment = review(735_000);
        ReviewStore store = scorer.bean(ReviewStore.class);
        Review open = store.find(payment).toFuture().get();
        Instant then = Instant.now().minusSeconds(60);
        assertThat(store.change(open.decided(ReviewOutcome.blocked, "user:ann", null, "stolen", then))
                        .toFuture()
                        .get())
                .isTrue();
        await().atMost(PATIENCE)
                .until(() ->
                        FraudEvents.of(payment).stream().anyMatch(event -> event.type() == EventType.ReviewResolved));
        await().atMost(PATIENCE)
                .until(() -> store.find(payment).toFuture().get().announced());
        assertThat(RunningScorer.read(ann.get().uri("/v1/scores/{id}", payment).exchange(), "$.history[-1].note"))
                .isEqualTo("stolen");
    }

    @Test
    void theReviewOfACancelledPaymentCloses() {
        String payer = RunningScorer.user("payer");
        UUID payment = scorer.pay(payer, RunningScorer.user("payee"), 740_000, "HELD");
        awaitReview(payment);
        scorer.send(List.of(RunningScorer.ended(payment, payer, EventType.PaymentCancelled, Instant.now())));
        await().atMost(PATIENCE).until(() -> "cancelled".equals(RunningScorer.read(get(payment), "$.outcome")));
        isDecided(payment);
        assertThat(FraudEvents.of(payment)).noneMatch(event -> event.type() == EventType.ReviewResolved);
    }

    /** Sent three times, as Kafka and the notifier may. */
    @Test
    void whatThePayerSaysIsALabelOfThePaymentOnce() {
        UUID payment = review(745_000);
        UUID another = review(746_000);
        Event denied = RunningScorer.answer(payment, false);
        scorer.send(List.of(denied, denied, denied, RunningScorer.answer(another, true)));
        await().atMost(PATIENCE).until(() -> "payer-confirmed".equals(answered(another)));

        String whole =
                RunningScorer.body(ann.get().uri("/v1/scores/{id}", payment).exchange());
        assertThat(answered(payment)).isEqualTo("payer-denied");
        assertThat(JsonPath.<List<String>>read(whole, "$.history[*].action")).containsExactly("scored", "answered");
        assertThat(JsonPath.<Map<String, String>>read(whole, "$.history[1]"))
                .containsEntry("who", "payer:link")
                .containsEntry("label", "payer-denied")
                .containsEntry("outcome", "cancel");
        assertThat(RunningScorer.read(
                        ann.get().uri("/v1/scores/{id}", review(747_000)).exchange(), "$.payerAnswer"))
                .isNull();
    }

    /** Though an analyst has it; what an analyst has decided stays. */
    @Test
    void aYesThatLetsThePaymentGoEndsItsReview() {
        UUID payment = review(748_000);
        UUID decided = review(749_000);
        post(ann, payment, "claim", "").expectStatus().isOk();
        post(ann, decided, "decision", "{\"decision\":\"block\",\"note\":\"stolen\"}")
                .expectStatus()
                .isOk();
        Event confirmed = RunningScorer.confirmation(payment);
        scorer.send(List.of(RunningScorer.confirmation(decided), confirmed, confirmed));
        await().atMost(PATIENCE).until(() -> "approved".equals(RunningScorer.read(get(payment), "$.outcome")));

        await().atMost(PATIENCE)
                .until(() -> resolutions(payment).equals(List.of("payer:app " + ReviewOutcome.approved)));
        isDecided(payment);
        assertThat(answered(decided)).isEqualTo("payer-confirmed");
        assertThat(resolutions(decided)).containsExactly("user:ann " + ReviewOutcome.blocked);
    }

    /** Nobody can decide it any more. */
    private void isDecided(UUID payment) {
        post(ann, payment, "decision", ASK)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("REVIEW_RESOLVED");
    }

    private static List<String> resolutions(UUID payment) {
        return FraudEvents.of(payment).stream()
                .filter(event -> event.type() == EventType.ReviewResolved)
                .map(event -> EventJson.read(event.data(), ReviewResolved.class))
                .map(resolved -> resolved.reviewer() + " " + resolved.outcome())
                .toList();
    }

    private @Nullable Object answered(UUID payment) {
        Map<String, Object> answer = JsonPath.read(
                RunningScorer.body(ann.get().uri("/v1/scores/{id}", payment).exchange()), "$.payerAnswer");
        return answer == null ? null : answer.get("label");
    }

    @Test
    void theQueueIsSortedFilteredAndPaged() {
        UUID small = review(701_000);
        UUID large = review(930_000);
        UUID middle = review(800_000);
        post(ann, middle, "claim", "").expectStatus().isOk();

        assertThat(listed("status=open,claimed&sort=expectedLoss")).containsSubsequence(large, middle, small);
        assertThat(listed("status=open,claimed&sort=age")).containsSubsequence(small, large, middle);
        assertThat(listed("status=open")).contains(small, large).doesNotContain(middle);
        assertThat(listed("status=claimed&assignee=user:ann")).contains(middle);
        assertThat(listed("status=claimed&assignee=user:nobody")).isEmpty();
        List<UUID> paged = new ArrayList<>();
        String cursor = null;
        do {
            String page = list("status=open,claimed&limit=1" + (cursor == null ? "" : "&cursor=" + cursor));
            paged.addAll(ids(page));
            cursor = JsonPath.read(page, "$.next");
        } while (cursor != null);
        assertThat(paged).isEqualTo(listed("status=open,claimed&limit=200"));
    }

    @Test
    void theFiguresSayWhereTheQueueStands() {
        UUID payment = review(750_000);
        post(ann, payment, "claim", "").expectStatus().isOk();
        await().atMost(PATIENCE).untilAsserted(() -> {
            String figures =
                    RunningScorer.body(ann.get().uri("/v1/reviews/figures").exchange());
            assertThat(JsonPath.<Integer>read(figures, "$.claimed")).isPositive();
            assertThat(JsonPath.<Number>read(figures, "$.expectedLoss").doubleValue())
                    .isGreaterThan(5_000);
            assertThat(JsonPath.<Integer>read(figures, "$.overdue")).isZero();
            assertThat(JsonPath.<Map<String, Object>>read(figures, "$"))
                    .containsKeys("open", "oldest", "approved", "blocked", "inTime", "medianSeconds");
        });
    }

    @Test
    void theFiguresComeLive() {
        List<String> events = ann.get()
                .uri("/v1/reviews/stream")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody()
                .take(2)
                .collectList()
                .block(PATIENCE);
        assertThat(events).hasSize(2).allMatch(event -> event.contains("\"fingerprint\":"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "decision | {}                                          | decision",
                "decision | {\"decision\":\"allow\",\"note\":\"x\"}       | decision",
                "decision | {\"decision\":\"approve\"}                   | note",
                "decision | {\"decision\":\"approve\",\"note\":\" \"}      | note",
                "decision | {\"decision\":\"approve\",\"note\":\"x\",\"label\":\"Not One\"} | label",
                "decision | {\"decision\":\"approve\",\"note\":\"x\",\"sure\":true} | sure",
                "notes    | {\"note\":\"\"}                               | note",
            })
    void whatIsWrongIsNamed(String what, String body, String field) {
        post(ann, UUID.randomUUID(), what, body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=done", "sort=loss", "cursor=x", "limit=0", "page=1"})
    void aListThatCantBeGivenIsRefused(String query) {
        ann.get()
                .uri("/v1/reviews?" + query)
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void noReviewNoAnswer() {
        for (String what : List.of("claim", "release", "decision", "notes")) {
            post(ann, UUID.randomUUID(), what, what.equals("notes") ? "{\"note\":\"x\"}" : ASK)
                    .expectStatus()
                    .isNotFound();
        }
        ann.get().uri("/v1/reviews/nonsense").exchange().expectStatus().isNotFound();
    }

    /** A payment of so many cents that comes up for review. */
    private UUID review(long amountMinor) {
        UUID payment = scorer.pay(RunningScorer.user("payer"), RunningScorer.user("payee"), amountMinor, "HELD");
        awaitReview(payment);
        return payment;
    }

    private void awaitReview(UUID payment) {
        // Its last step before the queue shows it.
        await().atMost(PATIENCE)
                .until(() -> listed("status=open&limit=200&sort=age").contains(payment));
    }

    private WebTestClient.ResponseSpec get(UUID payment) {
        return ann.get().uri("/v1/reviews/{id}", payment).exchange();
    }

    private List<UUID> listed(String query) {
        return ids(list(query));
    }

    private static List<UUID> ids(String page) {
        return JsonPath.<List<String>>read(page, "$.items[*].paymentId").stream()
                .map(UUID::fromString)
                .toList();
    }

    private String list(String query) {
        return RunningScorer.body(
                ann.get().uri("/v1/reviews?" + query).exchange().expectStatus().isOk());
    }

    private static int status(WebTestClient.ResponseSpec answer) {
        return answer.returnResult().getStatus().value();
    }

    private static WebTestClient.ResponseSpec post(WebTestClient as, UUID payment, String what, String body) {
        WebTestClient.RequestBodySpec call = as.post().uri("/v1/reviews/{id}/{what}", payment, what);
        return body.isEmpty()
                ? call.exchange()
                : call.contentType(MediaType.APPLICATION_JSON).bodyValue(body).exchange();
    }
}
