package io.groat.fraud.score;

import io.groat.event.FraudDecision;
import io.groat.event.FraudReason;
import io.groat.fraud.feature.Features;
import io.groat.fraud.list.ListEntry;
import io.groat.fraud.list.Lists;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.rule.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a payment with its features and gives score, decision and reasons: by the rules, and by the lists, which come
 * before them.
 *
 * @param rules as they are in force
 * @param lists as they are now
 */
public record Scorer(RuleSet rules, Lists lists) {

    public Score score(Payment payment, Features features, Instant now) {
        RuleSet.Judgement judged = rules.judge(features);
        ListEntry entry = lists.decisive(payment.payer(), payment.payee(), now);
        if (entry == null) {
            return new Score(payment, judged.score(), judged.decision(), judged.reasons(), rules.version(), now);
        }
        List<FraudReason> reasons = new ArrayList<>();
        reasons.add(new FraudReason(
                switch (entry.listing()) {
                    case allow -> "ALLOW_LIST";
                    case watch -> "WATCH_LIST";
                    case block -> "BLOCK_LIST";
                },
                0,
                "the " + (entry.subject() == io.groat.fraud.list.Subject.user ? "payer" : "payee") + " is on the "
                        + entry.listing() + " list"));
        reasons.addAll(judged.reasons());
        return new Score(payment, judged.score(), decision(entry, judged.decision()), reasons, rules.version(), now);
    }

    private static FraudDecision decision(ListEntry entry, FraudDecision byRules) {
        return switch (entry.listing()) {
            case allow -> FraudDecision.allow;
            case watch -> byRules == FraudDecision.block ? FraudDecision.block : FraudDecision.review;
            case block -> FraudDecision.block;
        };
    }
}
