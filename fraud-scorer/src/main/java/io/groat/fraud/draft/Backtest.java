package io.groat.fraud.draft;

import io.groat.event.FraudDecision;
import io.groat.fraud.feature.Features;
import io.groat.fraud.list.Lists;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.rule.RuleSet;
import io.groat.fraud.score.CurrentScorer;
import io.groat.fraud.score.Score;
import io.groat.fraud.score.ScoreLine;
import io.groat.fraud.score.ScoreLists;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.score.Scorer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import reactor.core.publisher.Mono;

/** Tries rules on the stored features of the last days: which decisions would have been others. */
final class Backtest {

    /** Longest that a trial may take; what was examined by then is answered. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int AT_ONCE = 128;
    private static final int SAMPLES = 100;

    /** A decision that would be another. */
    record Change(ScoreLine before, double score, FraudDecision decision) {}

    /**
     * What came out.
     *
     * @param examined payments
     * @param complete whether that is all of them
     * @param changes how many, by {@code allow→review} and the like
     * @param samples the newest of them
     */
    record Outcome(int examined, boolean complete, Map<String, Integer> changes, List<Change> samples) {

        int changed() {
            return changes.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private static final class Tally {
        private int examined;
        private final Map<String, Integer> changes = new TreeMap<>();
        private final List<Change> samples = new ArrayList<>();

        private void add(ScoreLine before, Score after) {
            examined++;
            if (before.decision() != after.decision()) {
                changes.merge(before.decision() + "→" + after.decision(), 1, Integer::sum);
                if (samples.size() < SAMPLES) {
                    samples.add(new Change(before, after.score(), after.decision()));
                }
            }
        }
    }

    private record Rescored(ScoreLine before, Score after) {}

    private final ScoreLists lists;
    private final ScoreStore scores;
    private final CurrentScorer current;

    public Backtest(ScoreLists lists, ScoreStore scores, CurrentScorer current) {
        this.lists = lists;
        this.scores = scores;
        this.current = current;
    }

    /** @param most payments examined, the newest */
    Mono<Outcome> run(RuleSet draft, int days, int most) {
        Instant now = Instant.now();
        Lists listed = current.lists();
        Scorer scorer = new Scorer(draft, listed, current.models());
        Instant deadline = now.plus(LIMIT);
        Tally tally = new Tally();
        return lists.all(now.minus(Duration.ofDays(days)), now.plusSeconds(60))
                .take(most)
                .takeWhile(line -> Instant.now().isBefore(deadline))
                .flatMapSequential(line -> rescore(scorer, line, now), AT_ONCE)
                .doOnNext(one -> tally.add(one.before(), one.after()))
                .then(Mono.fromSupplier(() -> new Outcome(
                        tally.examined,
                        tally.examined < most && Instant.now().isBefore(deadline),
                        tally.changes,
                        tally.samples)));
    }

    private Mono<Rescored> rescore(Scorer scorer, ScoreLine line, Instant now) {
        return scores.findFeatures(line.paymentId()).map(features -> rescored(scorer, line, features, now));
    }

    private static Rescored rescored(Scorer scorer, ScoreLine line, Features features, Instant now) {
        Payment payment = new Payment(
                line.paymentId(),
                line.payer(),
                line.payee(),
                line.amountMinor(),
                line.currency(),
                false,
                line.paidAt(),
                null,
                null);
        return new Rescored(line, scorer.score(payment, features, now));
    }
}
