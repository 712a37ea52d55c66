package io.groat.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Body of PayoutCreated, PayoutSent, PayoutSettled, PayoutFailed and PayoutReturned: the payout, or the refund to where an
 * order was paid from, as it then stood. The money itself is a payment of kind WITHDRAWAL or REFUND. Of one whose money could
 * not be reserved there is no event; one that arrives before the gateway has said that it sends it has no PayoutSent; one that
 * was called off has its PayoutFailed once its money is free.
 *
 * @param status in PayoutCreated RESERVED, or UNDER_REVIEW where a person has to let it go
 * @param reason why it failed or came back; a problem code or the gateway's own word
 * @param amount minor units of the currency
 * @param gateway that sends it
 * @param destination where it goes, masked; of a refund what the gateway calls the payment that goes back
 * @param destinationId null for a refund
 * @param orderId whose payment goes back; null for a payout
 * @param reference what the payer wrote, up to 140 characters
 * @param movementId what has taken its money, or reserved it
 * @param returnId what has brought it back
 * @param sentAt when the gateway was asked to send it
 * @param endedAt null while it is under way
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PayoutEvent(
        UUID payoutId,
        String status,
        @Nullable String reason,
        String payerUser,
        UUID payerAccount,
        @JsonSerialize(using = MinorUnitsJson.class) long amount,
        String currency,
        String gateway,
        String destination,
        @Nullable UUID destinationId,
        @Nullable UUID orderId,
        @Nullable String reference,
        @Nullable UUID movementId,
        @Nullable UUID returnId,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant endedAt) {}
