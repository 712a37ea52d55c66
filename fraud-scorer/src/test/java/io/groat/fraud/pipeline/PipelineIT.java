package io.groat.fraud.pipeline;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import io.groat.event.FraudScoreCalculated;
import io.groat.event.ManualReviewRequired;
import io.groat.event.PaymentEvent;
import io.groat.event.TraceParent;
import io.groat.event.TransactionBlocked;
import io.groat.fraud.FraudEvents;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.review.Review;
import io.groat.fraud.review.ReviewStore;
import io.groat.fraud.score.Score;
import io.groat.fraud.score.ScoreStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** From an event to its score, on real servers. */
class PipelineIT {

    private final RunningScorer scorer = RunningScorer.shared();

    /** A payment of somebody whom nobody knows yet. */
    private record Scored(String payer, Score score, Duration took) {}

    private Scored scored() {
        String payer = RunningScorer.user("alice");
        Instant sent = Instant.now();
        UUID payment = scorer.pay(payer, RunningScorer.user("bob"), 12_300);
        Score score = scorer.scored(payment);
        return new Scored(payer, score, Duration.between(sent, score.scoredAt()));
    }

    /** Unless the machine stands still at that moment; then the next one. */
    @Test
    void anOrdinaryPaymentHasItsScoreWithinASecond() {
        warm();
        Scored scored =
                await().atMost(PATIENCE).until(this::scored, one -> one.took().toMillis() < 1_000);
        Score score = scored.score();
        UUID payment = score.payment().id();
        String alice = scored.payer();
        assertThat(score.score()).isEqualTo(0.0123);
        assertThat(score.decision()).isEqualTo(FraudDecision.allow);
        assertThat(score.reasons()).extracting(reason -> reason.code()).containsExactly("AMOUNT");

        List<Event> events = awaitEvents(payment, 1);
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.FraudScoreCalculated);
            assertThat(event.key()).isEqualTo(alice);
            assertThat(event.extensions()).isEqualTo(Map.of("held", "false", "decision", "allow"));
            FraudScoreCalculated body = EventJson.read(event.data(), FraudScoreCalculated.class);
            assertThat(body.paymentId()).isEqualTo(payment);
            assertThat(body.score()).isEqualTo(0.0123);
            assertThat(body.decision()).isEqualTo(FraudDecision.allow);
            assertThat(body.rulesVersion()).isEqualTo(1);
        });
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(scorer.risk(alice)).startsWith("{\"score\":0.0123,\"decision\":\"allow\""));
    }

    @Test
    void aHighOneComesUpForReview() {
        String alice = RunningScorer.user("alice");
        UUID payment = scorer.pay(alice, RunningScorer.user("bob"), 750_000, "HELD");
        assertThat(scorer.scored(payment).decision()).isEqualTo(FraudDecision.review);
        List<Event> events = awaitEvents(payment, 2);
        assertThat(events)
                .extracting(Event::type)
                .containsExactly(EventType.FraudScoreCalculated, EventType.ManualReviewRequired);
        assertThat(events).extracting(Event::extensions).containsOnly(Map.of("held", "true", "decision", "review"));
        ManualReviewRequired body = EventJson.read(events.get(1).data(), ManualReviewRequired.class);
        assertThat(body.dueAt()).isAfter(body.at());
        Review review = RunningScorer.awaitFound(scorer.bean(ReviewStore.class).find(payment));
        assertThat(review.status(Instant.now())).isEqualTo(Review.Status.open);
        assertThat(review.held()).isTrue();
        assertThat(review.expectedLoss()).isEqualTo(0.75 * 7_500);
    }

    /** Also of one that is scored by its payee's process, and of what has to be decided. */
    @Test
    void whatFollowsFromAPaymentIsInItsTrace() {
        TraceParent trace = new TraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        Instant now = Instant.now();
        UUID traced = RunningScorer.paymentId(now);
        UUID untraced = RunningScorer.paymentId(now);
        String alice = RunningScorer.user("alice");
        scorer.send(List.of(
                RunningScorer.initiated(traced, alice, RunningScorer.user("bob"), 990_000, now, "INITIATED")
                        .in(trace),
                RunningScorer.initiated(untraced, alice, RunningScorer.user("bob"), 990_000, now, "INITIATED")));

        assertThat(awaitEvents(traced, 2)).extracting(Event::trace).containsOnly(trace);
        assertThat(awaitEvents(untraced, 2)).extracting(Event::trace).containsOnlyNulls();
    }

    @Test
    void aHigherOneIsBlocked() {
        UUID payment = scorer.pay(RunningScorer.user("alice"), RunningScorer.user("bob"), 990_000);
        assertThat(scorer.scored(payment).decision()).isEqualTo(FraudDecision.block);
        List<Event> events = awaitEvents(payment, 2);
        assertThat(EventJson.read(events.get(1).data(), TransactionBlocked.class)
                        .reason())
                .isEqualTo("AMOUNT");
    }

    @Test
    void whatAPayeeGaveBackAndHowLateItCapturesAreFeatures() {
        String alice = RunningScorer.user("alice");
        String shop = RunningScorer.user("shop");
        Instant now = Instant.now();
        scorer.scored(scorer.pay(alice, shop, 10_000));
        Event refund =
                RunningScorer.movement(EventType.PaymentCompleted, PaymentEvent.REFUND, shop, alice, 2_000, now, null);
        Event reversal = RunningScorer.movement(
                EventType.PaymentCompleted, PaymentEvent.REVERSAL, shop, alice, 1_000, now, null);
        Event failed =
                RunningScorer.movement(EventType.PaymentInitiated, PaymentEvent.REFUND, shop, alice, 5_000, now, now);
        Event early = RunningScorer.movement(
                EventType.PaymentInitiated,
                PaymentEvent.CAPTURE,
                alice,
                shop,
                500,
                now,
                now.minus(Duration.ofHours(12)));
        Event late = RunningScorer.movement(
                EventType.PaymentInitiated,
                PaymentEvent.CAPTURE,
                alice,
                shop,
                500,
                now,
                now.minus(Duration.ofHours(60)));
        scorer.send(List.of(refund, reversal, failed, early, late, refund, late));

        Features features = await().until(
                        () -> paidAndScored(alice, shop),
                        found -> of(found, "payee.refundRate30d") > 0.99 * 30 / of(found, "payee.sum.30d")
                                && of(found, "payee.captureDelayHours30d") > 30);
        assertThat(of(features, "payee.refundRate30d")).isEqualTo(30 / of(features, "payee.sum.30d"));
        assertThat(of(features, "payee.captureDelayHours30d")).isEqualTo(36);
    }

    private Features paidAndScored(String payer, String payee) {
        UUID payment = scorer.pay(payer, payee, 100);
        scorer.scored(payment);
        return RunningScorer.awaitFound(scorer.bean(ScoreStore.class).findFeatures(payment));
    }

    @Test
    void aFirstTopUpThatGoesOutAtOnceIsAFeatureAndAReason() {
        String alice = RunningScorer.user("alice");
        Instant now = Instant.now();
        Event credited = RunningScorer.order(
                EventType.OrderCredited,
                alice,
                100_000,
                now.minusSeconds(90),
                RunningScorer.paymentId(now),
                "",
                "card-of-" + alice,
                now.minusSeconds(95));
        Event attempt = RunningScorer.order(
                EventType.OrderAttemptFailed,
                alice,
                100_000,
                now.minusSeconds(120),
                RunningScorer.paymentId(now),
                ":1",
                null,
                null);
        UUID payment = RunningScorer.paymentId(now);
        scorer.send(List.of(
                attempt,
                credited,
                attempt,
                credited,
                RunningScorer.initiated(payment, alice, RunningScorer.user("eve"), 95_000, now, "INITIATED")));

        Score score = scorer.scored(payment);
        assertThat(score.reasons())
                .extracting(reason -> reason.code())
                .containsExactlyInAnyOrder("AMOUNT", "FIRST_TOP_UP_OUT");
        Features features =
                RunningScorer.awaitFound(scorer.bean(ScoreStore.class).findFeatures(payment));
        assertThat(of(features, "payer.topUpFailures24h")).isEqualTo(1);
        assertThat(of(features, "payer.topUpShareOut1h")).isEqualTo(0.95);
        assertThat(of(features, "payer.secondsSinceFirstTopUp")).isEqualTo(90);
        assertThat(of(features, "payer.secondsSinceTopUp")).isEqualTo(90);
        assertThat(of(features, "payer.instrumentAgeDays")).isEqualTo(95_000 / 86_400_000.0);
    }

    @Test
    void theFeaturesAreThoseOfBothSides() {
        String alice = RunningScorer.user("alice");
        String bob = RunningScorer.user("bob");
        UUID first = scorer.pay(alice, bob, 1_000);
        scorer.scored(first);
        scorer.send(List.of(RunningScorer.ended(first, alice, EventType.PaymentFailed, Instant.now())));
        UUID onward = scorer.pay(bob, alice, 500);
        scorer.scored(onward);
        UUID second = scorer.pay(alice, bob, 3_000);
        scorer.scored(second);
        Features features =
                RunningScorer.awaitFound(scorer.bean(ScoreStore.class).findFeatures(second));
        assertThat(of(features, "payer.count.1m")).isEqualTo(1);
        assertThat(of(features, "payer.sum.1h")).isEqualTo(10);
        assertThat(of(features, "payer.failures.1h")).isEqualTo(1);
        assertThat(of(features, "payer.amountToMedian")).isEqualTo(3);
        assertThat(of(features, "payer.firstToPayee")).isZero();
        assertThat(of(features, "payee.payers.1h")).isEqualTo(1);
        assertThat(of(features, "payee.passThrough1h")).isEqualTo(0.5);
    }

    @Test
    void aRepeatedEventChangesNothing() {
        String alice = RunningScorer.user("alice");
        Instant now = Instant.now();
        UUID payment = RunningScorer.paymentId(now);
        Event event = RunningScorer.initiated(payment, alice, "bob", 1_000, now, "INITIATED");
        scorer.send(List.of(event, event, event));
        scorer.scored(payment);
        UUID next = scorer.pay(alice, "bob", 2_000);
        scorer.scored(next);
        Features features =
                RunningScorer.awaitFound(scorer.bean(ScoreStore.class).findFeatures(next));
        assertThat(of(features, "payer.count.1m")).isEqualTo(1);
        assertThat(FraudEvents.of(payment)).hasSize(1);
    }

    @Test
    void whatCantBeReadGoesToTheDeadLettersAndOthersGoOn() {
        String alice = RunningScorer.user("alice");
        scorer.send(List.of(
                new Event(EventType.PaymentInitiated, alice, "x:1", Instant.now(), "{\"transferId\":\"nonsense\"}"),
                new Event(EventType.PaymentInitiated, alice, "x:2", Instant.now(), "{}")));
        scorer.scored(scorer.pay(alice, "bob", 1_000));
        assertThat(FraudEvents.records("payment_events.dlq"))
                .filteredOn(letter -> alice.equals(letter.key()))
                .hasSize(2)
                .allSatisfy(letter ->
                        assertThat(letter.headers().lastHeader("dlq_reason")).isNotNull());
    }

    @Test
    void aPaymentToNobodyKnownIsScored() {
        Instant now = Instant.now();
        UUID payment = RunningScorer.paymentId(now);
        scorer.send(
                List.of(RunningScorer.initiated(payment, RunningScorer.user("alice"), null, 5_000, now, "INITIATED")));
        assertThat(scorer.scored(payment).score()).isEqualTo(0.005);
    }

    private void warm() {
        scorer.scored(scorer.pay(RunningScorer.user("warm"), "bob", 100));
    }

    private static List<Event> awaitEvents(UUID payment, int count) {
        await().atMost(PATIENCE).until(() -> FraudEvents.of(payment).size() >= count);
        return FraudEvents.of(payment);
    }

    private static double of(Features features, String name) {
        return features.get(Objects.requireNonNull(FeatureNames.find(name), name));
    }
}
