package io.groat.fraud.draft;

import io.groat.event.FraudDecision;
import io.groat.fraud.rule.RuleChange;
import io.groat.fraud.rule.RuleVersion;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rules, and what became of them, as answers show it. */
final class RuleViews {

    private RuleViews() {}

    /** A version. */
    @Doc("Rules as they were published")
    record RuleVersionView(
            int version,
            @Doc("Whether they are in force") boolean current,
            @Doc(example = "user:ana") String author,
            @Doc(example = "stricter") String note,
            Instant createdAt,

            @Doc(value = "The rules themselves; not in lists", example = RulesExample.YAML) @LeftOut @Nullable
            String yaml) {

        static RuleVersionView listed(RuleVersion version, int current) {
            return new RuleVersionView(
                    version.version(),
                    version.version() == current,
                    version.author(),
                    version.note(),
                    version.createdAt(),
                    null);
        }

        static RuleVersionView whole(RuleVersion version, int current) {
            return new RuleVersionView(
                    version.version(),
                    version.version() == current,
                    version.author(),
                    version.note(),
                    version.createdAt(),
                    version.yaml());
        }
    }

    /** The latest. */
    @Doc("The latest versions of the rules")
    record RulesView(
            @Doc("The version that is in force") int current,
            List<RuleVersionView> items,
            @Doc("There is no next page") @Nullable String next) {}

    /** A change. */
    @Doc("That a version of the rules came into force")
    record RuleChangeView(
            Instant at,

            @Doc(value = "publish or rollback", example = "publish")
            String action,

            int version,
            @Doc("The version that was in force before") int replaced,
            @Doc(example = "user:ana") String who,
            @Doc(example = "stricter") String note) {

        static RuleChangeView of(RuleChange change) {
            return new RuleChangeView(
                    change.at(), change.action(), change.version(), change.replaced(), change.who(), change.note());
        }
    }

    /** What came out of a trial. */
    @Doc("Which decisions of the last days would have been others")
    record TrialView(
            @Doc("Payments that were looked at") int examined,
            @Doc("Whether that is all of them") boolean complete,
            int changed,

            @Doc(value = "How many, by what they were and would be", example = "{\"allow→review\": 3}")
            Map<String, Integer> changes,

            @Doc("The newest of them") List<TrialChangeView> samples) {

        static TrialView of(Backtest.Outcome outcome) {
            return new TrialView(
                    outcome.examined(),
                    outcome.complete(),
                    outcome.changed(),
                    outcome.changes(),
                    outcome.samples().stream().map(TrialChangeView::of).toList());
        }
    }

    /** A decision that would be another. */
    record TrialChangeView(
            UUID paymentId, @Doc(example = "alice") String payer, JudgedView before, JudgedView after) {

        private static TrialChangeView of(Backtest.Change change) {
            return new TrialChangeView(
                    change.before().paymentId(),
                    change.before().payer(),
                    new JudgedView(change.before().score(), change.before().decision()),
                    new JudgedView(change.score(), change.decision()));
        }
    }

    /** A score and what follows from it. */
    record JudgedView(double score, FraudDecision decision) {}

    /** What rules may speak of. */
    @Doc("The names that rules may speak of")
    record FeaturesView(
            @Doc(example = "[\"payment.amount\"]") List<String> items,
            @Doc("There is no next page") @Nullable String next) {}
}
