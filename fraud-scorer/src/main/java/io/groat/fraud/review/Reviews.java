package io.groat.fraud.review;

import io.groat.event.FraudDecision;
import io.groat.fraud.score.Score;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Puts payments up for review. */
public final class Reviews {

    private static final int AT_ONCE = 16;

    private final ReviewStore store;
    private final ReviewSettings settings;

    public Reviews(ReviewStore store, ReviewSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** Opens a review for each payment that needs one, unless it has one. */
    public Mono<Void> openAll(List<Score> scores) {
        return Flux.fromIterable(scores)
                .filter(score -> score.decision() == FraudDecision.review)
                .flatMap(score -> store.open(Review.of(score, dueAt(score))), AT_ONCE)
                .then();
    }

    public Instant dueAt(Score score) {
        return score.scoredAt().plus(settings.dueAfter());
    }
}
