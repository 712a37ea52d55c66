package io.groat.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Body of DisputeOpened, DisputeResponseNeeded, DisputeResponseDue, DisputeAnswered, DisputeWon and DisputeLost: the dispute
 * of a payment from outside as it then stood. DisputeOpened comes when it is first heard of, as an INQUIRY, and what the gateway
 * says more follows at once; DisputeResponseNeeded and DisputeAnswered may come again, and DisputeResponseDue reminds of a
 * deadline that comes near.
 *
 * @param reason in the gateway's words
 * @param orderId whose payment is disputed
 * @param payeeUser whose wallet was topped up by it
 * @param amount what is wanted back, in minor units of the currency
 * @param takenFrom PAYEE, SUSPENSE or NOBODY: whose money has moved out; null while none has
 * @param taken how much has moved out
 * @param respondBy until when an answer is taken; null where none is
 * @param endedAt null while it is open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DisputeEvent(
        UUID disputeId,
        String status,
        String reason,
        String gateway,
        UUID orderId,
        String payeeUser,
        @JsonSerialize(using = MinorUnitsJson.class) long amount,
        String currency,
        @Nullable String takenFrom,
        @JsonSerialize(using = MinorUnitsJson.class) long taken,
        @Nullable Instant respondBy,
        Instant createdAt,
        @Nullable Instant endedAt) {}
