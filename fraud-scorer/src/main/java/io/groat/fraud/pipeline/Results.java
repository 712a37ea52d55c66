package io.groat.fraud.pipeline;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import io.groat.event.FraudScoreCalculated;
import io.groat.event.ManualReviewRequired;
import io.groat.event.TraceParent;
import io.groat.event.TransactionBlocked;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.review.Reviews;
import io.groat.fraud.risk.RiskCache;
import io.groat.fraud.score.Score;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.score.Scored;
import io.groat.streams.EventPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Gives scores their effect, in an order that a crash may come between: stored first, then put up for review, then
 * published. All of it is the same when it is done again, the events by their ids.
 */
final class Results {

    private final ScoreStore scores;
    private final Reviews reviews;
    private final RiskCache risk;
    private final EventPublisher publisher;
    private final Timer latency;
    private final Counter allowed;
    private final Counter reviewed;
    private final Counter blocked;

    public Results(ScoreStore scores, Reviews reviews, RiskCache risk, EventPublisher publisher, MeterRegistry meters) {
        this.scores = scores;
        this.reviews = reviews;
        this.risk = risk;
        this.publisher = publisher;
        this.latency = Timer.builder("groat.fraud.decision")
                .description("From the payment to its score on fraud_events")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(meters);
        this.allowed = counter(FraudDecision.allow, meters);
        this.reviewed = counter(FraudDecision.review, meters);
        this.blocked = counter(FraudDecision.block, meters);
    }

    /**
     * A score is durable before anybody hears of it.
     *
     * @param fresh scored just now
     * @param again scored and stored before a crash; they may not have been published or listed
     * @return all of them, to be listed behind that
     */
    Mono<List<Score>> give(List<Scored> fresh, List<Scored> again) {
        List<Scored> all = new ArrayList<>(again);
        all.addAll(fresh);
        if (all.isEmpty()) {
            return Mono.just(List.of());
        }
        List<Score> told = all.stream().map(Scored::score).toList();
        return scores.write(fresh)
                .then(reviews.openAll(told))
                .then(publisher.publish(events(all)))
                .then(Mono.fromRunnable(() -> count(told)))
                .then(risk.put(told))
                .thenReturn(told);
    }

    /** Payments that were cancelled need no review any more. */
    Mono<Void> cancelled(List<UUID> payments) {
        return payments.isEmpty() ? Mono.empty() : reviews.closeAll(payments);
    }

    private List<Event> events(List<Scored> all) {
        List<Event> events = new ArrayList<>(all.size());
        for (Scored scored : all) {
            Score score = scored.score();
            TraceParent trace = scored.trace();
            events.add(calculated(score).in(trace));
            if (score.decision() == FraudDecision.block) {
                events.add(blocked(score).in(trace));
            } else if (score.decision() == FraudDecision.review) {
                events.add(reviewRequired(score).in(trace));
            }
        }
        return events;
    }

    private static Event calculated(Score score) {
        Payment payment = score.payment();
        return event(
                EventType.FraudScoreCalculated,
                score,
                new FraudScoreCalculated(
                        payment.id(),
                        payment.payer(),
                        payment.payee(),
                        payment.amountMinor(),
                        payment.currency(),
                        score.score(),
                        score.decision(),
                        score.reasons(),
                        score.rulesVersion(),
                        score.scoredAt()));
    }

    private static Event blocked(Score score) {
        String reason =
                score.reasons().isEmpty() ? "SCORE" : score.reasons().get(0).code();
        return event(
                EventType.TransactionBlocked,
                score,
                new TransactionBlocked(
                        score.payment().id(), score.payment().payer(), score.score(), reason, score.scoredAt()));
    }

    private Event reviewRequired(Score score) {
        return event(
                EventType.ManualReviewRequired,
                score,
                new ManualReviewRequired(
                        score.payment().id(),
                        score.payment().payer(),
                        score.score(),
                        score.scoredAt(),
                        reviews.dueAt(score)));
    }

    /** Headers say whom it concerns: most payments were not held. */
    private static Event event(EventType type, Score score, Object body) {
        return new Event(
                type,
                score.payment().payer(),
                score.payment().id() + ":" + type,
                score.scoredAt(),
                EventJson.write(body),
                Map.of(
                        Event.HELD,
                        Boolean.toString(score.payment().held()),
                        Event.DECISION,
                        score.decision().name()));
    }

    private void count(List<Score> all) {
        Instant now = Instant.now();
        for (Score score : all) {
            switch (score.decision()) {
                case allow -> allowed.increment();
                case review -> reviewed.increment();
                case block -> blocked.increment();
            }
            latency.record(Duration.between(score.payment().at(), now));
        }
    }

    private static Counter counter(FraudDecision decision, MeterRegistry meters) {
        return Counter.builder("groat.fraud.scored")
                .description("Payments scored")
                .tag("decision", decision.name())
                .register(meters);
    }
}
