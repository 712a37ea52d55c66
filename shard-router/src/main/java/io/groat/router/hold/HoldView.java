package io.groat.router.hold;

import io.groat.hold.Hold;
import io.groat.hold.HoldStatus;
import io.groat.refusal.Refusal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.RawObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A hold as its readers get it. */
@Doc("Money that is reserved for a payee")
record HoldView(
        UUID id,

        @Doc(value = HoldView.STATUS, example = "AUTHORIZED")
        HoldStatus status,

        @Doc(value = "As the request named it", example = "alice")
        String payer,

        @Doc(value = "As the request named it", example = "bob")
        String payee,

        UUID payerAccount,

        @Doc("null where the payee's shard was away when it was made") @Nullable
        UUID payeeAccount,

        @Doc("What is authorised, increments among it") @Amount
        long amount,

        @Doc("What was taken, be it on its way") @Amount(least = 0)
        long captured,

        @Doc("What was let go") @Amount(least = 0) long released,
        @Doc("What is reserved") @Amount(least = 0) long remaining,
        @Doc(example = "EUR") String currency,

        @Doc(value = "Its transaction type", example = "transfer")
        String type,

        @Doc(example = "Order 7") @LeftOut @Nullable String reference,
        @LeftOut @Nullable String description,
        @LeftOut @Nullable RawObject metadata,

        @Doc("Why it was declined; a problem code") @LeftOut @Nullable
        Refusal reason,

        Instant expiresAt,
        Instant createdAt,
        @LeftOut @Nullable Instant endedAt,

        @Doc("Its captures, oldest first; of a hold that is asked for by its id") @LeftOut @Nullable
        List<CaptureView> captures) {

    static final String STATUS = "UNDER_REVIEW waits for a decision before it can be captured; AUTHORIZED and"
            + " PARTIALLY_CAPTURED are open; CAPTURED, RELEASED and EXPIRED have ended, which its amounts say the rest of";

    /** A capture. */
    @Doc("What was taken of a hold")
    record CaptureView(
            @Doc("A transfer's id") UUID id,
            @Amount long amount,

            @Doc(value = "As a transfer's", example = "COMPLETED")
            TransferStatus status,

            Instant createdAt) {

        static CaptureView of(Transfer capture) {
            return new CaptureView(capture.id(), capture.amountMinor(), capture.status(), capture.createdAt());
        }
    }

    static HoldView of(Hold hold, @Nullable List<Transfer> captures) {
        String metadata = hold.note().metadata();
        return new HoldView(
                hold.id(),
                hold.status(),
                hold.payerRef().text(),
                hold.payeeRef().text(),
                hold.payerAccount(),
                hold.payeeAccount(),
                hold.amountMinor(),
                hold.capturedMinor(),
                hold.releasedMinor(),
                hold.remainingMinor(),
                hold.currency().code(),
                hold.terms().type(),
                hold.note().reference(),
                hold.note().description(),
                metadata == null ? null : new RawObject(metadata),
                hold.reason(),
                hold.expiresAt(),
                hold.createdAt(),
                hold.endedAt(),
                captures == null ? null : captures.stream().map(CaptureView::of).toList());
    }
}
