package io.groat.router.payout;

import io.groat.payout.Payout;
import io.groat.payout.PayoutStatus;
import io.groat.transfer.TransferNote;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A payout, or a refund of an order, as its readers get it. */
@Doc("Money that goes out by a payment gateway")
public record PayoutView(
        UUID id,

        @Doc(value = PayoutView.STATUS, example = "SENT") PayoutStatus status,

        @Doc(value = "As the request named it", example = "alice")
        String payer,

        @Doc(value = "Whose money it is", example = "alice") String user,

        UUID payerAccount,
        @Amount long amount,
        @Doc(example = "INR") String currency,

        @Doc("Where it goes; of a payout") @LeftOut @Nullable
        UUID destination,

        @Doc("Whose payment goes back; of a refund") @LeftOut @Nullable
        UUID orderId,

        @Doc(value = "As much of where it goes as its owner knows it by", example = "HDFC …6789")
        String shown,

        @Doc(example = "Rent") @LeftOut @Nullable String reference,

        @Doc(example = "razorpay") String gateway,

        @Doc(value = "Why it FAILED, came back, or waits", example = "REFUSED_BY_BANK") @LeftOut @Nullable
        String reason,

        @Doc("The movement that reserves or takes its money") @LeftOut @Nullable
        UUID movementId,

        @Doc("The movement that brought it back") @LeftOut @Nullable
        UUID returnId,

        Instant createdAt,

        @Doc("When the gateway was asked to send it") @LeftOut @Nullable
        Instant sentAt,

        @LeftOut @Nullable Instant endedAt) {

    static final String STATUS =
            "CREATED, then RESERVED with its money, or UNDER_REVIEW until a person lets it go; SENDING once"
                    + " the gateway was asked, SENT when it has said so, SETTLED when it has arrived; FAILED with its money free"
                    + " again, RETURNED when it came back after it had arrived";

    public static PayoutView of(Payout payout) {
        return new PayoutView(
                payout.id(),
                payout.status(),
                payout.payerRef().text(),
                payout.payerUser(),
                payout.payerAccount(),
                payout.amountMinor(),
                payout.currency().code(),
                payout.destinationId(),
                payout.orderId(),
                payout.shown(),
                payout.reference(),
                payout.gateway(),
                payout.reason(),
                payout.movementId(),
                payout.returnId(),
                payout.createdAt(),
                payout.sentAt(),
                payout.endedAt());
    }

    /** One to make. */
    @Doc("Money that is to go out of a wallet")
    record PayoutOrder(
            @Doc(value = "A user's id, for its main account in that currency, or an account's id", example = "alice")
            String payer,

            @Amount long amount,
            @Doc(value = "ISO 4217", example = "INR") String currency,

            @Doc("One of the user's, in that currency") UUID destination,

            @Doc(value = "The payer's own", example = "Rent") @Text(max = TransferNote.MAX_REFERENCE) @LeftOut @Nullable
            String reference) {}

    /** A refund to make. */
    @Doc("What is to go back to where an order was paid from")
    record OrderRefund(
            @Doc("All that is left, if not said") @Amount @LeftOut @Nullable
            Long amount,

            @Doc(value = "The payee's own", example = "Returned goods")
            @Text(max = TransferNote.MAX_REFERENCE)
            @LeftOut
            @Nullable
            String reference) {}

    /** The same in short. */
    @Doc("What is to go back to where that order was paid from")
    record ShortRefund(
            UUID orderId,

            @Doc("All that is left, if not said") @Amount @LeftOut @Nullable
            Long amount) {}
}
