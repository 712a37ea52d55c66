package io.groat.fraud.score;

import io.groat.event.FraudDecision;
import io.groat.event.FraudReason;
import io.groat.fraud.payment.Payment;
import java.time.Instant;
import java.util.List;

/**
 * What was made of a payment.
 *
 * @param score 0.0 to 1.0
 * @param reasons the weightiest first
 * @param rulesVersion of the rules that scored it
 */
public record Score(
        Payment payment,
        double score,
        FraudDecision decision,
        List<FraudReason> reasons,
        int rulesVersion,
        Instant scoredAt) {

    public Score {
        reasons = List.copyOf(reasons);
    }

    /** What would be lost on average, in major units. */
    public double expectedLoss() {
        return score * payment.amount();
    }
}
