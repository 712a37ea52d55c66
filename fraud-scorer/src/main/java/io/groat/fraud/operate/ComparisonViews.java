package io.groat.fraud.operate;

import io.groat.event.FraudDecision;
import io.groat.fraud.tally.Agreement;
import io.groat.web.shape.Doc;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** How a shadow compares with what was decided, as answers show it. */
final class ComparisonViews {

    private ComparisonViews() {}

    /** A comparison. */
    @Doc("What was decided beside what a model in the shadow would have decided")
    record ComparisonView(
            int shadow,
            int days,
            Instant from,
            Instant to,

            @Doc("Payments that both were asked about") long payments,

            @Doc("Those on which both agree") long agreed,

            @Doc("What decided meanwhile") List<DecidedByView> decidedBy,

            @Doc("By what was decided, how often the shadow would have decided how")
            List<AgreementView> agreement,

            @Doc("What it comes to in a day, by the hours since the first of these payments; null without any")
            @Nullable
            ADayView aDay,

            LabelledView labelled) {

        static ComparisonView of(int shadow, int days, ModelComparison.Outcome outcome) {
            Agreement agreement = outcome.agreement();
            return new ComparisonView(
                    shadow,
                    days,
                    outcome.from(),
                    outcome.to(),
                    agreement.payments(),
                    agreement.agreed(),
                    outcome.inForce().entrySet().stream()
                            .map(one -> new DecidedByView(one.getKey(), one.getValue()))
                            .toList(),
                    Agreement.DECISIONS.stream()
                            .map(decided -> new AgreementView(
                                    decided, DecisionCountsView.of(other -> agreement.count(decided, other))))
                            .toList(),
                    outcome.first() == null ? null : ADayView.of(outcome),
                    LabelledView.of(outcome.labelled()));
        }
    }

    /** What decided, and of how many payments. */
    record DecidedByView(
            @Doc("The model in force; 0 for rules alone") int version, long payments) {}

    /** A row of the table. */
    record AgreementView(@Doc("By what was in force") FraudDecision decided, DecisionCountsView byShadow) {}

    /** Payments by decision. */
    record DecisionCountsView(long allow, long review, long block) {

        private static DecisionCountsView of(ToLongFunction<FraudDecision> count) {
            return new DecisionCountsView(
                    count.applyAsLong(FraudDecision.allow),
                    count.applyAsLong(FraudDecision.review),
                    count.applyAsLong(FraudDecision.block));
        }
    }

    /** A day's reviews and blocks. */
    @Doc("Reviews and blocks a day")
    record ADayView(double reviewsInForce, double reviewsByShadow, double blocksInForce, double blocksByShadow) {

        private static ADayView of(ModelComparison.Outcome outcome) {
            Agreement agreement = outcome.agreement();
            return new ADayView(
                    outcome.aDay(agreement.decided(FraudDecision.review)),
                    outcome.aDay(agreement.byShadow(FraudDecision.review)),
                    outcome.aDay(agreement.decided(FraudDecision.block)),
                    outcome.aDay(agreement.byShadow(FraudDecision.block)));
        }
    }

    /** Figures by label. */
    @Doc(
            "Of these payments those of which an analyst or the payer has said what they were. Most of them are payments that were"
                    + " stopped: what nobody looked at is missing here")
    record LabelledView(
            long frauds,
            long others,

            @Doc("Whether that is all of them; of more than 10000 labels those of the latest days are taken")
            boolean complete,

            LabelFiguresView inForce,
            LabelFiguresView byShadow) {

        private static LabelledView of(ModelComparison.Labelled labelled) {
            Agreement frauds = labelled.frauds();
            Agreement others = labelled.others();
            return new LabelledView(
                    frauds.payments(),
                    others.payments(),
                    labelled.complete(),
                    LabelFiguresView.of(frauds::decided, others::decided),
                    LabelFiguresView.of(frauds::byShadow, others::byShadow));
        }
    }

    /** One side's. */
    @Doc("How one side decides what is known")
    record LabelFiguresView(
            DecisionCountsView frauds,
            DecisionCountsView others,

            @Doc("Share of frauds among what it reviews or blocks; null when it stops nothing") @Nullable
            Double precision,

            @Doc("Share of the frauds that it reviews or blocks; null without frauds") @Nullable
            Double recall) {

        private static LabelFiguresView of(ToLongFunction<FraudDecision> frauds, ToLongFunction<FraudDecision> others) {
            DecisionCountsView ofFrauds = DecisionCountsView.of(frauds);
            DecisionCountsView ofOthers = DecisionCountsView.of(others);
            long found = ofFrauds.review() + ofFrauds.block();
            return new LabelFiguresView(
                    ofFrauds,
                    ofOthers,
                    share(found, found + ofOthers.review() + ofOthers.block()),
                    share(found, found + ofFrauds.allow()));
        }

        private static @Nullable Double share(long part, long whole) {
            return whole == 0 ? null : (Double) ((double) part / whole);
        }
    }
}
