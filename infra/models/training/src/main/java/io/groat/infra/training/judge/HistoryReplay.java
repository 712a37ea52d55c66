package io.groat.infra.training.judge;

import io.groat.event.FraudDecision;
import io.groat.fraud.feature.Features;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.Policy;
import io.groat.fraud.rule.RuleSet;
import io.groat.infra.training.history.HistoryRow;
import io.groat.infra.training.measure.Judgements;
import io.groat.infra.training.measure.KnownPayers;
import io.groat.infra.training.measure.Protocol;
import io.groat.infra.training.replay.FeatureSource;
import io.groat.infra.training.train.HistoryTraining;
import io.groat.infra.training.train.TrainingSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replays a history once and judges the payments of its tested days by rules and model. Where no model is given one is trained
 * when the first tested day begins, on the days of training as far as their labels are known by then.
 */
public final class HistoryReplay {

    /** Trains on what was seen. */
    public interface OnTheWay {

        /** Models of these payments by their names, the most important one first. */
        Map<String, Model> train(TrainingSet set);
    }

    /**
     * What came of it.
     *
     * @param judged by contender
     * @param excluded payments of tested days that are not judged, for a fraud of their payer was known
     * @param repeated payments that had been there before
     * @param model the first that was judged; null when there was none
     */
    public record Outcome(
            Map<String, Judgements> judged,
            long excluded,
            long repeated,
            @Nullable Model model) {}

    private final RuleSet rules;
    private final Protocol protocol;
    private final boolean withoutKnown;
    private final Policy policy;

    /** @param withoutKnown whether payers are left out of whom a fraud is known */
    public HistoryReplay(RuleSet rules, Protocol protocol, boolean withoutKnown, Policy policy) {
        this.rules = rules;
        this.protocol = protocol;
        this.withoutKnown = withoutKnown;
        this.policy = policy;
    }

    /**
     * Goes through payments, and closes where they come from.
     *
     * @param given to be judged, by their names
     * @param training of others, which come before those; null for none
     * @param seed what is kept to learn from depends on it
     */
    public Outcome run(FeatureSource payments, Map<String, Model> given, @Nullable OnTheWay training, long seed) {
        TrainingSet set = new TrainingSet(seed);
        KnownPayers known = new KnownPayers(protocol.trainFrom());
        Map<String, Judgements> judged = new LinkedHashMap<>();
        List<Contender> contenders = new ArrayList<>();
        Map<String, Model> models = new LinkedHashMap<>();
        long excluded = 0;
        try (payments) {
            for (FeatureSource.Seen next = payments.next(); next != null; next = payments.next()) {
                HistoryRow row = next.row();
                note(row, known);
                if (training != null && protocol.isTrained(row.at())) {
                    boolean fraud = HistoryTraining.isKnownFraud(row, protocol.testFrom());
                    set.add(next.features(), fraud, row.payment().amount(), row.at());
                }
                if (!protocol.isTested(row.at())) {
                    continue;
                }
                if (contenders.isEmpty()) {
                    models.putAll(training == null ? Map.of() : training.train(set));
                    models.putAll(given);
                    contenders.addAll(contenders(models));
                    contenders.forEach(contender -> judged.put(contender.name(), new Judgements()));
                }
                if (withoutKnown && known.knowsAt(row.payer(), row.at())) {
                    excluded++;
                } else {
                    judge(row, next.features(), contenders, judged);
                }
            }
            Model first = models.values().stream().findFirst().orElse(null);
            return new Outcome(judged, excluded, payments.repeated(), first);
        }
    }

    private static void note(HistoryRow row, KnownPayers known) {
        if (Boolean.TRUE.equals(row.fraud()) && row.labelAt() != null) {
            known.fraud(row.payer(), row.at(), row.labelAt());
        }
    }

    private List<Contender> contenders(Map<String, Model> models) {
        List<Contender> contenders = new ArrayList<>();
        models.forEach((name, model) -> contenders.add(Contender.model(name, model)));
        contenders.add(Contender.rules(rules));
        models.values().stream().findFirst().ifPresent(model -> contenders.add(Contender.both(rules, model, policy)));
        return contenders;
    }

    private static void judge(
            HistoryRow row, Features features, List<Contender> contenders, Map<String, Judgements> judged) {
        for (Contender contender : contenders) {
            Contender.Verdict verdict = contender.judge(features);
            Judgements of = judged.get(contender.name());
            if (of != null) {
                of.add(
                        row.at(),
                        row.payer(),
                        row.payment().amount(),
                        verdict.score(),
                        row.isFraud() ? row.kind() : null,
                        verdict.decision() != FraudDecision.allow);
            }
        }
    }
}
