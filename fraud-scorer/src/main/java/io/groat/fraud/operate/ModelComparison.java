package io.groat.fraud.operate;

import io.groat.event.FraudDecision;
import io.groat.fraud.score.LabelIndex;
import io.groat.fraud.score.LabelIndex.Label;
import io.groat.fraud.score.ModelScores;
import io.groat.fraud.score.Score;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.tally.Agreement;
import io.groat.fraud.tally.TallyStore;
import io.groat.fraud.tally.TallyStore.HourAgreements;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What was decided beside what a model in the shadow would have decided. All payments are counted, from tallies by the hour;
 * what they were found to be is looked up one by one, of at most {@link #MOST_LABELS} labels, the latest days first.
 */
final class ModelComparison {

    static final int MOST_LABELS = 10_000;

    private static final int AT_ONCE = 64;
    private static final double HOURS_OF_DAY = 24;

    /**
     * What came out.
     *
     * @param inForce of each model that decided meanwhile, how many payments are compared; 0 for rules alone
     * @param first the hour of the first of them; null when there are none
     */
    record Outcome(
            Instant from,
            Instant to,
            NavigableMap<Integer, Long> inForce,
            Agreement agreement,
            @Nullable Instant first,
            Labelled labelled) {

        /** What so many come to in a day, by the hours since the first. */
        double aDay(long many) {
            if (first == null) {
                return 0;
            }
            double hours = Math.max(1, Duration.between(first, to).toSeconds() / 3_600.0);
            return many * HOURS_OF_DAY / hours;
        }
    }

    /**
     * Of payments of which somebody has found out what they were.
     *
     * @param frauds how they were decided and would have been
     * @param others the same of those that were none
     * @param complete whether these are all there are
     */
    record Labelled(Agreement frauds, Agreement others, boolean complete) {}

    private static final class Tally {
        private final NavigableMap<Integer, Long> inForce = new TreeMap<>();
        private final Agreement all = new Agreement();
        private @Nullable Instant first;

        private void add(HourAgreements hour, int shadow) {
            hour.byPair().forEach((pair, agreement) -> {
                if (pair.shadow() == shadow) {
                    inForce.merge(pair.champion(), agreement.payments(), Long::sum);
                    all.add(agreement);
                    first = first == null || hour.hour().isBefore(first) ? hour.hour() : first;
                }
            });
        }
    }

    private record Found(Label label, Score score) {}

    private final TallyStore tallies;
    private final LabelIndex labels;
    private final ScoreStore scores;

    ModelComparison(TallyStore tallies, LabelIndex labels, ScoreStore scores) {
        this.tallies = tallies;
        this.labels = labels;
        this.scores = scores;
    }

    /** Over the hours of that many days, the last of which runs. */
    Mono<Outcome> of(int shadow, int days, Instant now) {
        Instant from = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(days));
        Mono<Tally> counted = tallies.agreements(from, now.plus(Duration.ofHours(1)))
                .reduceWith(Tally::new, (tally, hour) -> {
                    tally.add(hour, shadow);
                    return tally;
                });
        return Mono.zip(
                counted,
                labelled(shadow, from, now),
                (tally, labelled) -> new Outcome(from, now, tally.inForce, tally.all, tally.first, labelled));
    }

    private Mono<Labelled> labelled(int shadow, Instant from, Instant now) {
        return labels.between(day(from), day(now.plus(Duration.ofHours(1))), MOST_LABELS + 1)
                .take(MOST_LABELS + 1L)
                .collectList()
                .flatMap(read -> Flux.fromIterable(latest(read.subList(0, Math.min(read.size(), MOST_LABELS))))
                        .flatMap(label -> scores.find(label.paymentId()).map(score -> new Found(label, score)), AT_ONCE)
                        .filter(found -> !found.score().scoredAt().isBefore(from))
                        .reduceWith(
                                () -> new Labelled(new Agreement(), new Agreement(), read.size() <= MOST_LABELS),
                                (all, found) -> added(all, found, shadow)));
    }

    private static Labelled added(Labelled all, Found found, int shadow) {
        ModelScores models = found.score().models();
        FraudDecision byShadow = models == null || models.shadowVersion() != shadow ? null : models.shadowDecision();
        if (byShadow != null) {
            (found.label().fraud() ? all.frauds() : all.others())
                    .add(found.score().decision(), byShadow);
        }
        return all;
    }

    /** Of each payment the word that came last counts. */
    private static Collection<Label> latest(Iterable<Label> read) {
        Map<UUID, Label> latest = new HashMap<>();
        read.forEach(label -> latest.merge(
                label.paymentId(), label, (one, other) -> one.knownAt().isAfter(other.knownAt()) ? one : other));
        return latest.values();
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
