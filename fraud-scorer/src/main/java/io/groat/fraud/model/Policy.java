package io.groat.fraud.model;

import io.groat.event.FraudDecision;
import io.groat.event.FraudReason;
import io.groat.fraud.rule.RuleSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * How rules and a model make one score and one decision. What lists say comes before both, and is not decided here.
 *
 * <p>The reasons are those of both: first of the one that the score is taken from, each side's in its own order.
 */
public enum Policy {
    /**
     * The higher of the two scores, and the sterner of the two decisions: nothing passes that one of them would stop. The
     * decision may be the sterner for the lower score, for each side decides by its own thresholds. Of equal scores it is
     * the model's.
     */
    MAX {
        @Override
        public Judged combine(RuleSet.Judgement byRules, Judged byModel) {
            FraudDecision decision = sterner(byRules.decision(), byModel.decision());
            return byRules.score() > byModel.score()
                    ? ofRules(byRules, byModel, decision)
                    : ofModel(byRules, byModel, decision);
        }
    },
    /**
     * What the rules block is blocked and what they review is reviewed, with their score, whatever the model makes of it: a
     * rule can so take back a model's block to a review, never to nothing. What the rules allow, the model decides alone,
     * with its score.
     */
    RULES_OVERRIDE {
        @Override
        public Judged combine(RuleSet.Judgement byRules, Judged byModel) {
            return byRules.decision() == FraudDecision.allow
                    ? ofModel(byRules, byModel, byModel.decision())
                    : ofRules(byRules, byModel, byRules.decision());
        }
    };

    /** One of two judgements of the same payment. */
    public abstract Judged combine(RuleSet.Judgement byRules, Judged byModel);

    private static Judged ofRules(RuleSet.Judgement byRules, Judged byModel, FraudDecision decision) {
        return new Judged(byRules.score(), decision, both(byRules.reasons(), byModel.reasons()));
    }

    private static Judged ofModel(RuleSet.Judgement byRules, Judged byModel, FraudDecision decision) {
        return new Judged(byModel.score(), decision, both(byModel.reasons(), byRules.reasons()));
    }

    private static List<FraudReason> both(List<FraudReason> first, List<FraudReason> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    private static FraudDecision sterner(FraudDecision one, FraudDecision other) {
        if (one == FraudDecision.block || other == FraudDecision.block) {
            return FraudDecision.block;
        }
        return one == FraudDecision.review || other == FraudDecision.review
                ? FraudDecision.review
                : FraudDecision.allow;
    }
}
