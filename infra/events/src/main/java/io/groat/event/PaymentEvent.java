package io.groat.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Body of PaymentInitiated, PaymentCompleted, PaymentFailed and PaymentCancelled. Every transfer has exactly
 * one PaymentInitiated and, once it ended, exactly one of the others after it. What the payer wrote on the
 * transfer is not in it.
 *
 * @param status INITIATED, or HELD where the money is only reserved; in the others how the transfer ended
 * @param reason why it failed or was cancelled; a problem code
 * @param amount minor units of the currency
 * @param payerBalanceAfter the payer's posted balance after the first leg, in minor units; in PaymentInitiated
 * @param payerAccountOpenedAt when the payer's account was opened; in PaymentInitiated
 * @param completedAt when the end was decided
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentEvent(
        UUID transferId,
        String status,
        @Nullable String reason,
        String payerUser,
        UUID payerAccount,
        @Nullable String payeeUser,
        @Nullable UUID payeeAccount,
        @JsonSerialize(using = MinorUnitsJson.class) long amount,
        String currency,
        boolean crossShard,
        int payerShard,
        int payeeShard,

        @JsonSerialize(using = MinorUnitsJson.class) @Nullable
        Long payerBalanceAfter,

        @Nullable Instant payerAccountOpenedAt,
        Instant createdAt,
        @Nullable Instant completedAt) {}
