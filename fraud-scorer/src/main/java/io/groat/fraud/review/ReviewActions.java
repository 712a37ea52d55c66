package io.groat.fraud.review;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.PayerAnswered;
import io.groat.event.PaymentLabelled;
import io.groat.event.ReviewOutcome;
import io.groat.event.ReviewResolved;
import io.groat.fraud.http.Calls;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.label.LabelWords;
import io.groat.fraud.score.DecisionLog;
import io.groat.fraud.score.LabelIndex;
import io.groat.streams.EventPublisher;
import io.groat.web.problem.ProblemException;
import io.groat.web.trace.Traces;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What analysts do with reviews. A change is made to the version that was read, or not at all: of two who claim one
 * review at once one wins.
 *
 * <p>A decision is written with its note, then logged and published, then marked as announced. Whoever crashes in between
 * leaves it to {@link #announceLeftOvers}.
 */
public final class ReviewActions {

    private static final int TRIES = 5;
    private static final String PAYER = "payer:";
    private static final String CONFIRMED = "The payer says that it is theirs";
    /** A decision so old that nobody is at it any more. */
    private static final long LEFT_OVER_SECONDS = 10;

    private final ReviewStore store;
    private final DecisionLog log;
    private final LabelIndex labels;
    private final EventPublisher publisher;
    private final ReviewSettings settings;
    private final InstantSource clock;

    public ReviewActions(
            ReviewStore store,
            DecisionLog log,
            LabelIndex labels,
            EventPublisher publisher,
            ReviewSettings settings,
            InstantSource clock) {
        this.store = store;
        this.log = log;
        this.labels = labels;
        this.publisher = publisher;
        this.settings = settings;
        this.clock = clock;
    }

    /** Claims it, or renews the claim. */
    Mono<Review> claim(UUID paymentId, String who) {
        return change(paymentId, review -> {
                    requireMine(review, who);
                    return review.claimed(who, clock.instant().plus(settings.lease()));
                })
                .flatMap(review ->
                        log.add(paymentId, "claim", who, null, null, null).thenReturn(review));
    }

    /** Gives the claim back; one that nobody has stays as it is. */
    Mono<Review> release(UUID paymentId, String who) {
        return change(paymentId, review -> {
                    requireMine(review, who);
                    return review.released();
                })
                .flatMap(review ->
                        log.add(paymentId, "release", who, null, null, null).thenReturn(review));
    }

    /** Decides it. The same decision by the same analyst once more is the same answer. */
    Mono<Review> decide(UUID paymentId, String who, ReviewOutcome outcome, @Nullable String label, String note) {
        return store.find(paymentId)
                .switchIfEmpty(Mono.error(Calls::notFound))
                .flatMap(review -> isRepeat(review, who, outcome)
                        ? Mono.just(review)
                        : decideNow(paymentId, who, outcome, label, note))
                .flatMap(review -> review.announced() ? Mono.just(review) : announce(review));
    }

    private Mono<Review> decideNow(
            UUID paymentId, String who, ReviewOutcome outcome, @Nullable String label, String note) {
        return change(paymentId, review -> {
            requireMine(review, who);
            return review.decided(outcome, who, label, note, clock.instant());
        });
    }

    Mono<Void> note(UUID paymentId, String who, String note) {
        return store.find(paymentId)
                .switchIfEmpty(Mono.error(Calls::notFound))
                .flatMap(review -> log.add(paymentId, "note", who, null, null, note));
    }

    /**
     * Approves it in the payer's name, whoever has claimed it: their word has let the payment go, there is nothing left to
     * decide. One that is resolved stays as it is. Crash between the two: {@link #announceLeftOvers}.
     */
    Mono<Void> confirmed(PayerAnswered answer) {
        return store.patiently(store.changeUnresolved(
                        answer.paymentId(),
                        review -> review.decided(
                                ReviewOutcome.approved,
                                PAYER + answer.by(),
                                answer.label(),
                                CONFIRMED,
                                clock.instant())))
                .flatMap(this::announce)
                .then();
    }

    /** Publishes decisions that a crash kept from being published. */
    Mono<Void> announceLeftOvers(List<Review> reviews) {
        Instant since = clock.instant().minusSeconds(LEFT_OVER_SECONDS);
        return Flux.fromIterable(reviews)
                .filter(review -> review.resolved() && !review.announced())
                .filter(review ->
                        review.resolvedAt() != null && review.resolvedAt().isBefore(since))
                .concatMap(this::announce)
                .then();
    }

    private Mono<Review> announce(Review review) {
        ReviewOutcome outcome = review.outcome();
        String reviewer = review.reviewer();
        Instant at = review.resolvedAt();
        if (outcome == null || reviewer == null || at == null) {
            return Mono.error(new IllegalStateException("a review that was decided by nobody"));
        }
        ReviewResolved body =
                new ReviewResolved(review.paymentId(), review.payer(), outcome, reviewer, review.label(), at);
        Event event = new Event(
                EventType.ReviewResolved,
                review.payer(),
                review.paymentId() + ":" + EventType.ReviewResolved,
                at,
                EventJson.write(body),
                Map.of(Event.HELD, Boolean.toString(review.held())));
        Review after = review.withAnnouncement();
        PaymentLabelled label = label(review, reviewer, at);
        return log.addOnce(at, review.paymentId(), "decision", reviewer, outcome.name(), review.label(), review.note())
                .then(labels.put(label))
                .then(Traces.with(trace -> publisher.publish(List.of(event.in(trace), PayerAnswers.labelled(label)))))
                .then(store.change(after))
                .thenReturn(after);
    }

    /** What the next payments are scored by. */
    private static PaymentLabelled label(Review review, String reviewer, Instant at) {
        boolean byPayer = reviewer.startsWith(PAYER);
        boolean fraud = Boolean.TRUE.equals(LabelWords.isFraud(review.label(), review.outcome()));
        return new PaymentLabelled(
                review.paymentId(), review.payer(), review.payee(), fraud, byPayer ? "payer" : "analyst", at);
    }

    private static boolean isRepeat(Review review, String who, ReviewOutcome outcome) {
        return review.resolved() && outcome == review.outcome() && who.equals(review.reviewer());
    }

    private void requireMine(Review review, String who) {
        if (review.isLapsed()) {
            throw new ProblemException(
                    FraudProblem.REVIEW_RESOLVED,
                    null,
                    "The payment was cancelled at " + review.resolvedAt() + ", before anybody decided");
        }
        if (review.resolved()) {
            throw new ProblemException(
                    FraudProblem.REVIEW_RESOLVED,
                    null,
                    "It was " + review.outcome() + " by " + review.reviewer() + " at " + review.resolvedAt());
        }
        if (review.isClaimedByAnother(who, clock.instant())) {
            throw new ProblemException(
                    FraudProblem.REVIEW_CLAIMED, null, review.assignee() + " has it until " + review.leaseUntil());
        }
    }

    private Mono<Review> change(UUID paymentId, UnaryOperator<Review> how) {
        return Mono.defer(() -> store.find(paymentId))
                .switchIfEmpty(Mono.error(Calls::notFound))
                .flatMap(review -> attempt(how.apply(review)))
                .repeatWhenEmpty(TRIES, empties -> empties)
                .onErrorMap(IllegalStateException.class, tooOften -> new ProblemException(FraudProblem.TOO_BUSY));
    }

    /** Empty when somebody was faster. */
    private Mono<Review> attempt(Review after) {
        return store.change(after).flatMap(done -> done ? Mono.just(after) : Mono.empty());
    }
}
