package io.groat.fraud.score;

import io.groat.event.FraudDecision;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A score as lists show it. */
public record ScoreLine(
        UUID paymentId,
        String payer,
        @Nullable String payee,
        long amountMinor,
        String currency,
        double score,
        FraudDecision decision,
        Instant paidAt) {}
