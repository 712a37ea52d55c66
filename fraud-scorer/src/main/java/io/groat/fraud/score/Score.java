package io.groat.fraud.score;

import io.groat.event.FraudDecision;
import io.groat.event.FraudReason;
import io.groat.fraud.payment.Payment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a payment.
 *
 * @param score 0.0 to 1.0
 * @param reasons the weightiest first
 * @param rulesVersion of the rules that scored it
 * @param models what models made of it; null when there were none
 */
public record Score(
        Payment payment,
        double score,
        FraudDecision decision,
        List<FraudReason> reasons,
        int rulesVersion,
        Instant scoredAt,
        @Nullable ModelScores models) {

    public Score {
        reasons = List.copyOf(reasons);
    }

    /** One by rules alone. */
    public Score(
            Payment payment,
            double score,
            FraudDecision decision,
            List<FraudReason> reasons,
            int rulesVersion,
            Instant scoredAt) {
        this(payment, score, decision, reasons, rulesVersion, scoredAt, null);
    }

    /** What would be lost on average, in major units. */
    public double expectedLoss() {
        return score * payment.amount();
    }
}
