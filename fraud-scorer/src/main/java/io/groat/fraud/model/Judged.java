package io.groat.fraud.model;

import io.groat.event.FraudDecision;
import io.groat.event.FraudReason;
import java.util.List;

/**
 * What a model, or model and rules together, make of a payment.
 *
 * @param score from 0 to 1
 * @param reasons the weightiest first
 */
public record Judged(double score, FraudDecision decision, List<FraudReason> reasons) {

    public Judged {
        reasons = List.copyOf(reasons);
    }
}
