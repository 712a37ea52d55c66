package io.groat.router.refund;

import io.groat.transfer.TransferNote;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.Text;
import org.jspecify.annotations.Nullable;

/** A request to give back what a movement brought, well-formed. */
@Doc("Money to give back")
record RefundOrder(
        @Doc(value = "All that is left, if not said", example = "250") @Amount @LeftOut @Nullable
        Long amount,

        @Doc(value = "Why; the refund's description", example = "Sent back")
        @Text(max = TransferNote.MAX_DESCRIPTION)
        @LeftOut
        @Nullable
        String reason,

        @Doc(value = "The sender's own", example = "Credit note 7")
        @Text(max = TransferNote.MAX_REFERENCE)
        @LeftOut
        @Nullable
        String reference) {}
