package io.groat.fraud.score;

import io.groat.event.FraudDecision;
import io.groat.event.FraudReason;
import io.groat.fraud.feature.Features;
import io.groat.fraud.list.ListEntry;
import io.groat.fraud.list.Lists;
import io.groat.fraud.list.Subject;
import io.groat.fraud.model.Judged;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.rule.RuleSet;
import io.groat.fraud.serving.Models;
import io.groat.fraud.serving.NumberedModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a payment with its features and gives score, decision and reasons: by rules and model, and by the lists, which come
 * before them.
 *
 * @param rules as they are in force
 * @param lists as they are now
 * @param models as they are in force
 */
public record Scorer(RuleSet rules, Lists lists, Models models) {

    private static final Logger LOG = LoggerFactory.getLogger(Scorer.class);

    /** By rules and lists alone. */
    public Scorer(RuleSet rules, Lists lists) {
        this(rules, lists, Models.NONE);
    }

    public Score score(Payment payment, Features features, Instant now) {
        RuleSet.Judgement byRules = rules.judge(features);
        Judged byModel = judged(models.champion(), features);
        Judged byShadow = judged(models.shadow(), features);
        Judged judged = combined(byRules, byModel, features);
        ListEntry entry = lists.decisive(payment.payer(), payment.payee(), now);
        List<FraudReason> reasons = new ArrayList<>();
        if (entry != null) {
            reasons.add(reason(entry));
        }
        reasons.addAll(judged.reasons());
        return new Score(
                payment,
                judged.score(),
                decided(entry, judged.decision()),
                reasons,
                rules.version(),
                now,
                scores(byRules, byModel, byShadow, entry));
    }

    private static FraudReason reason(ListEntry entry) {
        return new FraudReason(
                switch (entry.listing()) {
                    case allow -> "ALLOW_LIST";
                    case watch -> "WATCH_LIST";
                    case block -> "BLOCK_LIST";
                },
                0,
                "the " + (entry.subject() == Subject.user ? "payer" : "payee") + " is on the " + entry.listing()
                        + " list");
    }

    /** Why a model thinks so takes a millisecond: it is asked of what somebody will look at. */
    private Judged combined(RuleSet.Judgement byRules, @Nullable Judged byModel, Features features) {
        NumberedModel champion = models.champion();
        if (byModel == null || champion == null) {
            return new Judged(byRules.score(), byRules.decision(), byRules.reasons());
        }
        Judged judged = models.policy().combine(byRules, byModel);
        return judged.decision() == FraudDecision.allow
                ? judged
                : models.policy()
                        .combine(
                                byRules,
                                new Judged(
                                        byModel.score(),
                                        byModel.decision(),
                                        champion.model().reasons(features)));
    }

    /** Lists come before the shadow as well: what is told is what would have been decided. */
    private @Nullable ModelScores scores(
            RuleSet.Judgement byRules, @Nullable Judged byModel, @Nullable Judged byShadow, @Nullable ListEntry entry) {
        NumberedModel champion = byModel == null ? null : models.champion();
        NumberedModel shadow = byShadow == null ? null : models.shadow();
        if (champion == null && shadow == null) {
            return null;
        }
        return new ModelScores(
                champion == null ? 0 : champion.version(),
                byModel == null ? 0 : byModel.score(),
                shadow == null ? 0 : shadow.version(),
                byShadow == null ? 0 : byShadow.score(),
                byShadow == null
                        ? null
                        : decided(
                                entry,
                                models.policy().combine(byRules, byShadow).decision()));
    }

    private static FraudDecision decided(@Nullable ListEntry entry, FraudDecision otherwise) {
        return entry == null ? otherwise : decision(entry, otherwise);
    }

    /** A model that fails at a payment does not hold up the others: rules decide alone. */
    private static @Nullable Judged judged(@Nullable NumberedModel model, Features features) {
        if (model == null) {
            return null;
        }
        try {
            return model.model().judgeWithoutReasons(features);
        } catch (IllegalArgumentException unusable) {
            LOG.warn("Model {} has no score for a payment: {}", model.version(), unusable.getMessage());
            return null;
        }
    }

    private static FraudDecision decision(ListEntry entry, FraudDecision byRules) {
        return switch (entry.listing()) {
            case allow -> FraudDecision.allow;
            case watch -> byRules == FraudDecision.block ? FraudDecision.block : FraudDecision.review;
            case block -> FraudDecision.block;
        };
    }
}
