package io.groat.fraud.risk;

import io.groat.event.EventJson;
import io.groat.event.FraudDecision;
import io.groat.fraud.score.Score;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payer's last score as it goes to Redis.
 *
 * @param at when it was scored; null when the payer has no score, or it stands in Redis already
 */
record RiskScore(
        double score, FraudDecision decision, @Nullable Instant at, boolean isKnown) {

    /** The score stays what it is there. */
    static final RiskScore AS_IT_IS = new RiskScore(0, FraudDecision.allow, null, false);

    static final RiskScore NONE = new RiskScore(0, FraudDecision.allow, null, true);

    /** As it stands in Redis: {@code {"score":0.12,"decision":"allow","at":"…","blocked":true,"until":"…"}}. */
    @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
    record Stored(
            double score,
            FraudDecision decision,
            @Nullable Instant at,
            @Nullable Boolean blocked,
            @Nullable Boolean watch,
            @Nullable Instant until) {}

    static RiskScore of(Score score) {
        return new RiskScore(score.score(), score.decision(), score.scoredAt(), true);
    }

    static RiskScore parse(String json) {
        try {
            Stored stored = EventJson.read(json, Stored.class);
            return new RiskScore(stored.score(), stored.decision(), stored.at(), true);
        } catch (IllegalArgumentException unreadable) {
            return NONE;
        }
    }

    String json(Listed listed) {
        return EventJson.write(new Stored(
                score, decision, at, listed.blocked() ? true : null, listed.watched() ? true : null, listed.until()));
    }
}
