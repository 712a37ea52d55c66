package io.groat.fraud.score;

import io.groat.event.FraudDecision;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which scores are asked for.
 *
 * @param party null for all
 * @param role of the party: payer or payee
 * @param from with, {@code to} without
 */
record ScoreFilter(
        @Nullable String party,
        String role,
        @Nullable FraudDecision decision,
        double minScore,
        Instant from,
        Instant to) {

    static final Duration USUAL_SPAN = Duration.ofDays(30);
    static final Duration LONGEST_SPAN = Duration.ofDays(400);
    static final Duration LONGEST_SPAN_OF_ALL = Duration.ofDays(31);

    boolean takes(ScoreLine line) {
        return line.score() >= minScore
                && (decision == null || decision == line.decision())
                && !line.paidAt().isBefore(from)
                && line.paidAt().isBefore(to);
    }
}
