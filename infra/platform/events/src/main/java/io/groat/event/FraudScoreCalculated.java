package io.groat.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Body of FraudScoreCalculated: each payment has one, whatever its score.
 *
 * @param paymentId the transfer's id
 * @param score 0.0 to 1.0
 * @param rulesVersion version of the rules that scored it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FraudScoreCalculated(
        UUID paymentId,
        String payerUser,
        @Nullable String payeeUser,
        @JsonSerialize(using = MinorUnitsJson.class) long amountMinor,
        String currency,
        double score,
        FraudDecision decision,
        List<FraudReason> reasons,
        int rulesVersion,
        Instant scoredAt) {}
