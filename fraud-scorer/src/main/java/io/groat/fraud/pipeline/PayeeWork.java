package io.groat.fraud.pipeline;

import io.groat.fraud.fact.Fact;
import io.groat.fraud.feature.Features;
import io.groat.fraud.payee.PayeeState;
import io.groat.fraud.score.Score;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.score.Scored;
import io.groat.fraud.score.Scorer;
import io.groat.fraud.state.Checkpoint;
import io.groat.fraud.state.StateShelf;
import io.groat.streams.PartitionWork;
import io.groat.streams.Received;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The second step, for one partition of the facts: adds what the payee's past says, scores, and gives the score its
 * effect.
 *
 * <p>Scores are listed beside the work on the next ones. A state is written when the scores of all that it holds have had
 * their whole effect. A payment whose score may have gone out before a crash keeps that score, whatever the rules have
 * become since.
 */
final class PayeeWork implements PartitionWork<Fact> {

    private static final int LOOK_UPS_AT_ONCE = 64;

    /** @param before the score before a crash, if there is one */
    private record Resolved(Scored now, @Nullable Score before) {}

    private final StateShelf<PayeeState> payees;
    private final Progress progress;
    private final Supplier<Mono<Scorer>> scorers;
    private final ScoreStore scores;
    private final Results results;
    /** What the last batch left to be done. */
    private Mono<Void> left = Mono.empty();

    PayeeWork(
            StateShelf<PayeeState> payees,
            Progress progress,
            Supplier<Mono<Scorer>> scorers,
            ScoreStore scores,
            Results results) {
        this.payees = payees;
        this.progress = progress;
        this.scorers = scorers;
        this.scores = scores;
        this.results = results;
    }

    @Override
    public Mono<Void> handle(List<Received<Fact>> next) {
        Set<String> keys = new LinkedHashSet<>();
        next.forEach(one -> keys.add(one.body().key()));
        return progress.open()
                .flatMap(start -> payees.fetch(keys).then(scorers.get()).flatMap(scorer -> take(next, scorer, start)))
                .then(Mono.defer(() -> progress.settleSometimes(payees::settledUpTo)));
    }

    @Override
    public Mono<Void> settle() {
        return Mono.defer(() ->
                whatWasLeft().then(payees.writeDue(0)).then(Mono.defer(() -> progress.settle(payees::settledUpTo))));
    }

    @Override
    public long settledUpTo(long handledUpTo) {
        return progress.settled();
    }

    private Mono<Void> whatWasLeft() {
        Mono<Void> before = left;
        left = Mono.empty();
        return before;
    }

    private Mono<Void> take(List<Received<Fact>> next, Scorer scorer, Checkpoint start) {
        // As they are now: this batch's scores have had no effect yet.
        Mono<Void> written = whatWasLeft().then(payees.writeDue(next.size()));
        List<Received<Fact>> unscored = new ArrayList<>();
        List<Features> features = new ArrayList<>();
        List<UUID> cancelled = new ArrayList<>();
        for (Received<Fact> one : next) {
            if (one.offset() >= start.settled() && progress.isNew(one.body())) {
                apply(one, unscored, features);
                if (one.body() instanceof Fact.Cancelled fact) {
                    cancelled.add(fact.paymentId());
                }
            }
        }
        Instant now = Instant.now();
        List<Scored> fresh = new ArrayList<>();
        List<Scored> perhapsAgain = new ArrayList<>();
        for (int i = 0; i < unscored.size(); i++) {
            Fact.In fact = (Fact.In) unscored.get(i).body();
            Scored scored = new Scored(scorer.score(fact.payment(), features.get(i), now), features.get(i));
            (unscored.get(i).offset() < start.begun() ? perhapsAgain : fresh).add(scored);
        }
        long end = next.get(next.size() - 1).offset() + 1;
        Progress.Boundary boundary = progress.boundary(end);
        return progress.begin(end)
                .then(withThoseBefore(fresh, perhapsAgain))
                .flatMap(later -> results.cancelled(cancelled).thenReturn(later))
                .doOnNext(later -> left = later.then(Mono.fromRunnable(() -> progress.reached(boundary))))
                .and(written);
    }

    /** A payment's features are those before it; what it adds to its payee's past comes after them. */
    private void apply(Received<Fact> one, List<Received<Fact>> unscored, List<Features> features) {
        Fact fact = one.body();
        PayeeState payee = payees.get(fact.key());
        boolean isNew = one.offset() >= payee.nextOffset();
        if (fact instanceof Fact.In in) {
            boolean hasPayee = in.payment().payee() != null;
            if (isNew || !hasPayee) {
                Features all = in.payerSide();
                if (hasPayee) {
                    payee.addFeatures(in.payment(), all);
                    payee.got(in.payment());
                }
                unscored.add(one);
                features.add(all);
            }
        } else if (fact instanceof Fact.Out out && isNew) {
            payee.paid(out.paymentId(), out.amount(), out.at());
        }
        if (isNew) {
            payee.nextOffset(one.offset() + 1);
            payees.changed(fact.key(), one.offset());
        }
    }

    private Mono<Mono<Void>> withThoseBefore(List<Scored> fresh, List<Scored> perhapsAgain) {
        if (perhapsAgain.isEmpty()) {
            return results.give(fresh, List.of());
        }
        return Flux.fromIterable(perhapsAgain)
                .flatMapSequential(this::resolve, LOOK_UPS_AT_ONCE)
                .collectList()
                .flatMap(resolved -> {
                    List<Scored> all = new ArrayList<>();
                    List<Scored> again = new ArrayList<>();
                    for (Resolved one : resolved) {
                        Score before = one.before();
                        if (before == null) {
                            all.add(one.now());
                        } else {
                            again.add(new Scored(before, one.now().features()));
                        }
                    }
                    all.addAll(fresh);
                    return results.give(all, again);
                });
    }

    private Mono<Resolved> resolve(Scored scored) {
        return scores.findPatiently(scored.score().payment().id())
                .map(before -> new Resolved(scored, before))
                .defaultIfEmpty(new Resolved(scored, null));
    }
}
