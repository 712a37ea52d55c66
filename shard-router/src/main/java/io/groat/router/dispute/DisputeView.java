package io.groat.router.dispute;

import io.groat.dispute.Dispute;
import io.groat.dispute.DisputeStatus;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A dispute as its readers get it. */
@Doc("A payment that its payer's bank wants back")
record DisputeView(
        UUID id,

        @Doc(value = DisputeView.STATUS, example = "NEEDS_RESPONSE")
        DisputeStatus status,

        @Doc(example = "razorpay") String gateway,

        @Doc(value = "What the gateway calls it", example = "disp_1")
        String providerId,

        UUID orderId,

        @Doc(value = "What the gateway calls the payment", example = "pay_1")
        String paymentId,

        @Doc(value = "Who was paid", example = "alice") String payee,

        @Doc("What is wanted back") @Amount long amount,
        @Doc(example = "EUR") String currency,

        @Doc(value = "In the gateway's words", example = "fraudulent")
        String reason,

        @Doc("Until when the gateway takes an answer") @LeftOut @Nullable
        Instant respondBy,

        @Doc(
                value =
                        "Whose money has moved out: PAYEE; SUSPENSE where they had not enough, and a person has to see to it;"
                                + " NOBODY where it had been refunded before",
                example = "PAYEE")
        @LeftOut
        @Nullable
        String takenFrom,

        @Doc("How much has moved out") @Amount(least = 0) long taken,

        @Doc("The movement by which it has moved out") @LeftOut @Nullable
        UUID movementId,

        @Doc("The movement by which it is back") @LeftOut @Nullable
        UUID backId,

        Instant createdAt,
        @LeftOut @Nullable Instant endedAt) {

    static final String STATUS =
            "INQUIRY while the bank only asks; NEEDS_RESPONSE once it wants the money back, which moves out"
                    + " then; UNDER_REVIEW with the answer; WON, and the money is back, or LOST";

    static DisputeView of(Dispute one) {
        return new DisputeView(
                one.id(),
                one.status(),
                one.gateway(),
                one.providerId(),
                one.orderId(),
                one.paymentId(),
                one.payeeUser(),
                one.amountMinor(),
                one.currency().code(),
                one.reason(),
                one.respondBy(),
                one.takenFrom() == null ? null : one.takenFrom().name(),
                one.takenMinor(),
                one.movementId(),
                one.backId(),
                one.createdAt(),
                one.endedAt());
    }
}
