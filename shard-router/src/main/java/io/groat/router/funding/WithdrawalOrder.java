package io.groat.router.funding;

import io.groat.transfer.TransferNote;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.RawObject;
import io.groat.web.shape.Text;
import org.jspecify.annotations.Nullable;

/** A request to take money out, well-formed. */
@Doc("Money that goes out")
record WithdrawalOrder(
        @Doc(value = "A user's id, for its main account in that currency, or an account's id", example = "alice")
        String payer,

        @Amount long amount,
        @Doc(value = "ISO 4217", example = "EUR") String currency,

        @Doc(value = "Where it goes to, as a deposit's `source`", example = "bank")
        @Text(pattern = SourceName.PATTERN, fits = SourceName.class, says = SourceName.SAYS)
        String destination,

        @Doc(value = "The sender's own", example = "Payout 7")
        @Text(max = TransferNote.MAX_REFERENCE)
        @LeftOut
        @Nullable
        String reference,

        @Text(max = TransferNote.MAX_DESCRIPTION) @LeftOut @Nullable
        String description,

        @Doc(value = "Up to " + TransferNote.MAX_METADATA + " characters as compact JSON", example = "{\"order\": 7}")
        @LeftOut
        @Nullable
        RawObject metadata) {}
