package io.groat.fraud.score;

import io.groat.event.FraudDecision;
import io.groat.event.FraudReason;
import io.groat.fraud.feature.FeatureNames;
import io.groat.fraud.feature.Features;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Flat;
import io.groat.web.shape.LeftOut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What answers tell of scores. */
final class ScoreViews {

    private ScoreViews() {}

    /** Score, decision and reasons. */
    record MadeView(
            @Doc(value = "0.0 to 1.0", example = "0.42") double score,
            FraudDecision decision,
            @Doc("The weightiest first") List<FraudReason> reasons) {

        static MadeView of(Score score) {
            return new MadeView(score.score(), score.decision(), score.reasons());
        }
    }

    /** Versions of what made a score. */
    record VersionsView(int rules, int features) {

        static VersionsView of(Score score) {
            return new VersionsView(score.rulesVersion(), FeatureNames.VERSION);
        }
    }

    /** What models made of a payment. */
    @Doc("What models made of a payment, whatever was decided")
    record ModelScoresView(
            @Doc("Of the model in force; null when there was none") @Nullable
            ModelScoreView inForce,

            @Doc("Of the model in the shadow; null when there was none") @Nullable
            ShadowScoreView shadow) {

        static @Nullable ModelScoresView of(@Nullable ModelScores models) {
            if (models == null) {
                return null;
            }
            FraudDecision shadow = models.shadowDecision();
            return new ModelScoresView(
                    models.version() == 0 ? null : new ModelScoreView(models.version(), models.score()),
                    shadow == null ? null : new ShadowScoreView(models.shadowVersion(), models.shadowScore(), shadow));
        }
    }

    /** What a model made of it. */
    record ModelScoreView(
            int version,

            @Doc(value = "How probable a fraud is", example = "0.42")
            double score) {}

    /** What a model in the shadow made of it. */
    record ShadowScoreView(
            int version,

            @Doc(value = "How probable a fraud is", example = "0.42")
            double score,

            @Doc("What would have been decided with it in force")
            FraudDecision decision) {}

    /** A score that was made and not stored. */
    @Doc("What would be made of a payment")
    record WhatIfView(@Flat MadeView made, @Doc("By name") Map<String, Double> features, VersionsView versions) {}

    /** A score with all that is known of it. */
    @Doc("What was made of a payment")
    record ScoreView(
            UUID paymentId,
            @Flat MadeView made,
            @Doc(example = "alice") String payer,
            @Doc(example = "bob") @Nullable String payee,
            @Amount long amount,
            @Doc(example = "EUR") String currency,
            @Doc("Whether the money waits for a decision") boolean held,

            @Doc("Of a hold, until when its money is reserved, as it was made; in one that moves money it is not there")
            @LeftOut
            @Nullable
            Instant holdUntil,

            Instant paidAt,
            Instant scoredAt,

            @Doc("By name; null once they are no longer kept") @Nullable
            Map<String, Double> features,

            VersionsView versions,

            @Doc("null when there was no model") @Nullable ModelScoresView models,

            @Doc("What the payer said when they were asked whether the payment was theirs") @Nullable
            PayerAnswerView payerAnswer,

            List<ScoreStepView> history) {

        static ScoreView of(Score score, @Nullable Features features, List<DecisionLog.Line> lines) {
            return new ScoreView(
                    score.payment().id(),
                    MadeView.of(score),
                    score.payment().payer(),
                    score.payment().payee(),
                    score.payment().amountMinor(),
                    score.payment().currency(),
                    score.payment().held(),
                    score.payment().holdUntil(),
                    score.payment().at(),
                    score.scoredAt(),
                    features == null ? null : features.byName(),
                    VersionsView.of(score),
                    ModelScoresView.of(score.models()),
                    PayerAnswerView.of(lines),
                    stepsOf(score, lines));
        }
    }

    /** What the payer said. */
    record PayerAnswerView(
            @Nullable String label, @Doc(example = "alice") String by, Instant at) {

        private static @Nullable PayerAnswerView of(List<DecisionLog.Line> lines) {
            return lines.stream()
                    .filter(DecisionLog.Line::isAnswer)
                    .findFirst()
                    .map(answer -> new PayerAnswerView(answer.label(), answer.who(), answer.at()))
                    .orElse(null);
        }
    }

    /** A step of a score's history: that it was made, or what somebody did. */
    @Doc("What happened to a score: that it was made, or what somebody did")
    record ScoreStepView(
            Instant at,
            @Doc(example = "decided") String action,
            @Doc(example = "user:ana") String who,
            @Doc(example = "approved") @Nullable String outcome,
            @Flat @Nullable SaidView said) {

        private static ScoreStepView of(DecisionLog.Line line) {
            return new ScoreStepView(
                    line.at(), line.action(), line.who(), line.outcome(), new SaidView(line.label(), line.note()));
        }
    }

    /** What somebody said about it. */
    record SaidView(@Nullable String label, @Nullable String note) {}

    private static List<ScoreStepView> stepsOf(Score score, List<DecisionLog.Line> lines) {
        List<ScoreStepView> steps = new ArrayList<>();
        steps.add(new ScoreStepView(
                score.scoredAt(),
                "scored",
                "rules:" + score.rulesVersion(),
                score.decision().name(),
                null));
        lines.forEach(line -> steps.add(ScoreStepView.of(line)));
        return steps;
    }

    /** A score as lists show it. */
    @Doc("What was made of a payment, as lists show it")
    record ScoreLineView(
            UUID paymentId,
            @Doc(example = "alice") String payer,
            @Doc(example = "bob") @Nullable String payee,
            @Amount long amount,
            @Doc(example = "EUR") String currency,
            double score,
            FraudDecision decision,
            Instant paidAt) {

        static ScoreLineView of(ScoreLine line) {
            return new ScoreLineView(
                    line.paymentId(),
                    line.payer(),
                    line.payee(),
                    line.amountMinor(),
                    line.currency(),
                    line.score(),
                    line.decision(),
                    line.paidAt());
        }
    }
}
