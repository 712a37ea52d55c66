package io.groat.fraud.score;

import io.groat.event.FraudDecision;
import org.jspecify.annotations.Nullable;

/**
 * What models made of a payment, whatever was decided.
 *
 * @param version of the champion; 0 when there was none
 * @param score of the champion
 * @param shadowVersion of the shadow; 0 when there was none
 * @param shadowScore of the shadow
 * @param shadowDecision what would have been decided with the shadow in the champion's place; null when there was none
 */
public record ModelScores(
        int version,
        double score,
        int shadowVersion,
        double shadowScore,
        @Nullable FraudDecision shadowDecision) {}
