package io.groat.infra.training.judge;

import io.groat.event.FraudDecision;
import io.groat.fraud.feature.Features;
import io.groat.fraud.model.Judged;
import io.groat.fraud.model.Model;
import io.groat.fraud.model.Policy;
import io.groat.fraud.rule.RuleSet;
import java.util.List;
import java.util.Locale;

/** Whatever gives payments scores. */
public interface Contender {

    /** As reports call it. */
    String name();

    /** From 0 to 1, with the decision. */
    Verdict judge(Features features);

    /** What it makes of a payment. */
    record Verdict(double score, FraudDecision decision) {}

    /** Rules alone. */
    static Contender rules(RuleSet rules) {
        return new Contender() {
            @Override
            public String name() {
                return "rules";
            }

            @Override
            public Verdict judge(Features features) {
                RuleSet.Judgement judgement = rules.judge(features);
                return new Verdict(judgement.score(), judgement.decision());
            }
        };
    }

    /** A model alone, under that name. */
    static Contender model(String name, Model model) {
        return new Contender() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Verdict judge(Features features) {
                double probability = model.probability(features);
                return new Verdict(probability, model.decision(probability));
            }
        };
    }

    /** Model and rules as the scorer combines them. */
    static Contender both(RuleSet rules, Model model, Policy policy) {
        return new Contender() {
            @Override
            public String name() {
                return policy.name().toLowerCase(Locale.ROOT);
            }

            @Override
            public Verdict judge(Features features) {
                double probability = model.probability(features);
                Judged judged = policy.combine(
                        rules.judge(features), new Judged(probability, model.decision(probability), List.of()));
                return new Verdict(judged.score(), judged.decision());
            }
        };
    }
}
