package io.groat.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Body of HoldAuthorized, HoldExpiring, HoldVoided and HoldExpired: the hold as it then stood. Its captures are payments of
 * kind CAPTURE, whose parent it is.
 *
 * @param status UNDER_REVIEW where the risk gate wants a decision first
 * @param reason why it was declined; a problem code
 * @param amount what is authorised, in minor units of the currency
 * @param captured what was captured of it
 * @param released what was let go
 * @param reference what the payer wrote for the payee, up to 140 characters
 * @param payerBalanceAfter the payer's posted balance, which a hold does not change; in HoldAuthorized
 * @param payerAccountOpenedAt when the payer's account was opened; in HoldAuthorized
 * @param endedAt null while it is open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HoldEvent(
        UUID holdId,
        String status,
        @Nullable String reason,
        String payerUser,
        UUID payerAccount,
        @Nullable String payeeUser,
        @Nullable UUID payeeAccount,
        @JsonSerialize(using = MinorUnitsJson.class) long amount,
        @JsonSerialize(using = MinorUnitsJson.class) long captured,
        @JsonSerialize(using = MinorUnitsJson.class) long released,
        String currency,
        @Nullable String reference,

        @JsonSerialize(using = MinorUnitsJson.class) @Nullable
        Long payerBalanceAfter,

        @Nullable Instant payerAccountOpenedAt,
        Instant expiresAt,
        Instant createdAt,
        @Nullable Instant endedAt) {}
