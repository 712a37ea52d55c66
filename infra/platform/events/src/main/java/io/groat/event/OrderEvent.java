package io.groat.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Body of OrderCreated, OrderAttemptFailed, OrderCredited, OrderFailed and OrderExpired: the order of money from outside as
 * it then stood. The money itself is a payment of kind DEPOSIT. Of an order that no gateway has taken there is no event; one that
 * FAILED or EXPIRED may be credited after that, for money may come late.
 *
 * @param reason why it failed, or the attempt did; a problem code or the gateway's own word
 * @param payeeUser whose wallet is topped up
 * @param amount minor units of the currency
 * @param method upi, card or bank
 * @param gateway that has taken it
 * @param reference what came with the order, up to 140 characters
 * @param movementId the deposit that credited it; in OrderCredited
 * @param instrument the card, account or address that paid: a keyed hash, the same for the same one at the same gateway; null
 *     where the gateway does not tell
 * @param instrumentSeenAt when it was first heard that it paid for a wallet of this user, now or before; null where the
 *     instrument is
 * @param attempts how many attempts to pay were heard to have failed by then; in OrderAttemptFailed the number of this one
 * @param paidAt when it was first heard that the gateway has taken the money; in OrderCredited
 * @param endedAt null while it is open
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderEvent(
        UUID orderId,
        String status,
        @Nullable String reason,
        String payeeUser,
        UUID payeeAccount,
        @JsonSerialize(using = MinorUnitsJson.class) long amount,
        String currency,
        String method,
        @Nullable String gateway,
        @Nullable String reference,
        @Nullable UUID movementId,
        @Nullable String instrument,
        @Nullable Instant instrumentSeenAt,
        int attempts,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant paidAt,
        @Nullable Instant endedAt) {}
