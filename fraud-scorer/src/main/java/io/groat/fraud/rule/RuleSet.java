package io.groat.fraud.rule;

import io.groat.event.FraudDecision;
import io.groat.event.FraudReason;
import io.groat.fraud.feature.Features;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All rules and the thresholds, in one version. A score is the sum of what the rules add, no less than 0 and no more
 * than 1.
 *
 * @param version 0 for a draft
 * @param review scores from here on are reviewed
 * @param block scores from here on are blocked
 */
public record RuleSet(int version, double review, double block, List<Rule> rules) {

    public RuleSet {
        rules = List.copyOf(rules);
    }

    /**
     * What the rules make of a payment.
     *
     * @param reasons the weightiest first
     */
    public record Judgement(double score, FraudDecision decision, List<FraudReason> reasons) {}

    /** Reads a ruleSet; see {@link RuleYaml}. */
    public static RuleSet parse(int version, String yaml) {
        return RuleYaml.parse(version, yaml);
    }

    public Judgement judge(Features features) {
        List<FraudReason> reasons = new ArrayList<>();
        double sum = 0;
        for (Rule rule : rules) {
            FraudReason reason = rule.judge(features);
            if (reason != null) {
                reasons.add(reason);
                sum += reason.contribution();
            }
        }
        if (reasons.size() > 1) {
            reasons.sort(Comparator.comparingDouble(FraudReason::contribution).reversed());
        }
        double score = Rule.rounded(Math.max(0, Math.min(1, sum)));
        return new Judgement(score, decision(score), reasons);
    }

    private FraudDecision decision(double score) {
        if (score >= block) {
            return FraudDecision.block;
        }
        return score >= review ? FraudDecision.review : FraudDecision.allow;
    }
}
