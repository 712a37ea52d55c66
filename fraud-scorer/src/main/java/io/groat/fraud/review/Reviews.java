package io.groat.fraud.review;

import io.groat.event.FraudDecision;
import io.groat.fraud.score.DecisionLog;
import io.groat.fraud.score.Score;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Puts payments up for review, and takes away what needs none any more. */
public final class Reviews {

    private static final int AT_ONCE = 16;

    private final ReviewStore store;
    private final DecisionLog log;
    private final ReviewSettings settings;
    private final InstantSource clock;

    public Reviews(ReviewStore store, DecisionLog log, ReviewSettings settings, InstantSource clock) {
        this.store = store;
        this.log = log;
        this.settings = settings;
        this.clock = clock;
    }

    /** Opens a review for each payment that needs one, unless it has one. */
    public Mono<Void> openAll(List<Score> scores) {
        return Flux.fromIterable(scores)
                .filter(score -> score.decision() == FraudDecision.review)
                .flatMap(score -> store.open(Review.of(score, dueAt(score))), AT_ONCE)
                .then();
    }

    /** Closes the reviews of payments that were cancelled, unless they were decided or there are none. */
    public Mono<Void> closeAll(Collection<UUID> cancelled) {
        return Flux.fromIterable(cancelled)
                .flatMap(payment -> store.patiently(close(payment)), AT_ONCE)
                .then();
    }

    private Mono<Void> close(UUID payment) {
        return store.changeUnresolved(payment, review -> review.lapsed(clock.instant()))
                .flatMap(review -> log.add(payment, "cancelled", "router", null, null, null));
    }

    public Instant dueAt(Score score) {
        return score.scoredAt().plus(settings.dueAfter());
    }
}
