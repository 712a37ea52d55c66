package io.groat.fraud.pipeline;

import io.groat.fraud.fact.Fact;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.fraud.payee.PayeeState;
import io.groat.fraud.score.Score;
import io.groat.fraud.score.ScoreIndex;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.score.Scored;
import io.groat.fraud.score.Scorer;
import io.groat.fraud.state.Checkpoint;
import io.groat.fraud.state.StateCache;
import io.groat.fraud.tally.PartitionTally;
import io.groat.fraud.tally.PartitionTally.Taken;
import io.groat.streams.PartitionWork;
import io.groat.streams.Received;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
 * <p>What models made of them is counted behind that, and scores are listed some time later still. A state is written when the scores of all that it holds are stored and
 * published, and the position moves on when they are listed too: of a fact that comes again after a crash, and that a
 * written state holds, the score is listed again. A payment whose score may have gone out before a crash keeps that score,
 * whatever the rules have become since.
 */
final class PayeeWork implements PartitionWork<Fact> {

    private static final int LOOK_UPS_AT_ONCE = 16;

    /** @param before the score before a crash, if there is one */
    private record Resolved(Scored now, @Nullable Score before) {}

    /** A batch that has had its effect, but for what the index writes up to that place. */
    private record Unlisted(PartitionProgress.Boundary boundary, long place) {}

    /** What a batch comes to before anything is looked up. */
    private record Batch(
            List<Scored> fresh, List<Scored> perhapsAgain, List<UUID> cancelled, List<UUID> known, List<Taken> taken) {}

    private final StateCache<PayeeState> payees;
    private final PartitionProgress progress;
    private final Supplier<Mono<Scorer>> scorers;
    private final ScoreStore scores;
    private final Results results;
    private final ScoreIndex index;
    private final PartitionTally tally;
    private final Deque<Unlisted> unlisted = new ArrayDeque<>();
    private boolean quiet;

    PayeeWork(
            StateCache<PayeeState> payees,
            PartitionProgress progress,
            Supplier<Mono<Scorer>> scorers,
            ScoreStore scores,
            Results results,
            ScoreIndex index,
            PartitionTally tally) {
        this.payees = payees;
        this.progress = progress;
        this.scorers = scorers;
        this.scores = scores;
        this.results = results;
        this.index = index;
        this.tally = tally;
    }

    @Override
    public Mono<Void> handle(List<Received<Fact>> next) {
        Set<String> keys = new LinkedHashSet<>();
        next.forEach(one -> keys.add(one.body().key()));
        quiet = false;
        return progress.open()
                .flatMap(start -> index.room()
                        .then(payees.fetch(keys))
                        .then(scorers.get())
                        .flatMap(scorer -> take(next, scorer, start)))
                .then(Mono.defer(() -> {
                    seeWhatIsListed();
                    return progress.settleSometimes(payees::settledUpTo);
                }));
    }

    /** While nothing comes all is written at once, and the position moves on as soon as all is listed. */
    @Override
    public Mono<Void> settle() {
        return Mono.defer(() -> {
            seeWhatIsListed();
            boolean wasQuiet = quiet;
            quiet = true;
            return wasQuiet
                    ? payees.writeAll().then(Mono.defer(() -> progress.settle(payees::settledUpTo)))
                    : payees.writeDue(0).then(Mono.defer(() -> progress.settleSometimes(payees::settledUpTo)));
        });
    }

    @Override
    public long settledUpTo(long handledUpTo) {
        return progress.settled();
    }

    private void seeWhatIsListed() {
        while (!unlisted.isEmpty() && index.isWritten(unlisted.getFirst().place())) {
            progress.reached(unlisted.removeFirst().boundary());
        }
    }

    private Mono<Void> take(List<Received<Fact>> next, Scorer scorer, Checkpoint start) {
        // As they are now: this batch's scores have had no effect yet.
        Mono<Void> written = payees.writeDue(next.size());
        Batch batch = apply(next, scorer, start);
        long end = next.get(next.size() - 1).offset() + 1;
        PartitionProgress.Boundary boundary = progress.boundary(end);
        return progress.begin(end)
                .then(withThoseBefore(batch))
                .flatMap(told -> results.cancelled(batch.cancelled()).then(withKnown(told, batch.known())))
                .flatMap(all -> tally.take(batch.taken(), all, end).thenReturn(all))
                .doOnNext(all -> unlisted.addLast(new Unlisted(boundary, index.add(all))))
                .then()
                .and(written);
    }

    private Batch apply(List<Received<Fact>> next, Scorer scorer, Checkpoint start) {
        Instant now = Instant.now();
        Batch batch = new Batch(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Received<Fact> one : next) {
            if (one.offset() >= start.settled() && progress.isNew(one.body())) {
                apply(one, scorer, start, now, batch);
            }
        }
        return batch;
    }

    /** A payment's features are those before it; what it adds to its payee's past comes after them. */
    private void apply(Received<Fact> one, Scorer scorer, Checkpoint start, Instant now, Batch batch) {
        Fact fact = one.body();
        PayeeState payee = payees.get(fact.key());
        boolean isNew = one.offset() >= payee.nextOffset();
        if (fact instanceof Fact.In in) {
            boolean hasPayee = in.payment().payee() != null;
            if (isNew || !hasPayee) {
                Features all = in.payerSide();
                if (hasPayee) {
                    payee.addFeatures(in.payment(), all);
                    payee.got(in.payment(), all.get(FeatureNames.FIRST_TO_PAYEE) == 1);
                }
                Scored scored = new Scored(scorer.score(in.payment(), all, now), all, one.trace());
                (one.offset() < start.begun() ? batch.perhapsAgain() : batch.fresh()).add(scored);
                batch.taken().add(new Taken(in.payment().id(), one.offset(), all));
            } else {
                batch.known().add(in.payment().id());
                batch.taken().add(new Taken(in.payment().id(), one.offset(), null));
            }
        } else if (fact instanceof Fact.Out out && isNew) {
            payee.paid(out.paymentId(), out.amount(), out.payee(), out.at());
        } else if (fact instanceof Fact.Labelled labelled && isNew) {
            payee.labelled(labelled.paymentId(), labelled.fraud(), labelled.ordinary(), labelled.knownAt());
        } else if (fact instanceof Fact.Back back && isNew) {
            payee.gaveBack(back.movementId(), back.amount(), back.at());
        } else if (fact instanceof Fact.Taken taken && isNew) {
            payee.took(taken.movementId(), taken.hours(), taken.at());
        } else if (fact instanceof Fact.Cancelled cancelled) {
            batch.cancelled().add(cancelled.paymentId());
        }
        if (isNew) {
            payee.nextOffset(one.offset() + 1);
            payees.changed(fact.key(), one.offset());
        }
    }

    /** Those whose score is written, but perhaps not listed. */
    private Mono<List<Score>> withKnown(List<Score> told, List<UUID> known) {
        return known.isEmpty()
                ? Mono.just(told)
                : Flux.fromIterable(known)
                        .flatMap(scores::findPatiently, LOOK_UPS_AT_ONCE)
                        .concatWithValues(told.toArray(Score[]::new))
                        .collectList();
    }

    private Mono<List<Score>> withThoseBefore(Batch batch) {
        if (batch.perhapsAgain().isEmpty()) {
            return results.give(batch.fresh(), List.of());
        }
        return Flux.fromIterable(batch.perhapsAgain())
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
                            again.add(new Scored(
                                    before, one.now().features(), one.now().trace()));
                        }
                    }
                    all.addAll(batch.fresh());
                    return results.give(all, again);
                });
    }

    private Mono<Resolved> resolve(Scored scored) {
        return scores.findPatiently(scored.score().payment().id())
                .map(before -> new Resolved(scored, before))
                .defaultIfEmpty(new Resolved(scored, null));
    }
}
