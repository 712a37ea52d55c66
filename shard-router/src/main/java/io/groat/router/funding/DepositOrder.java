package io.groat.router.funding;

import io.groat.transfer.TransferNote;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.RawObject;
import io.groat.web.shape.Text;
import org.jspecify.annotations.Nullable;

/** A request to bring money in, well-formed. */
@Doc("Money that comes in")
record DepositOrder(
        @Doc(value = "A user's id, for its main account in that currency, or an account's id", example = "alice")
        String payee,

        @Amount long amount,
        @Doc(value = "ISO 4217", example = "EUR") String currency,

        @Doc(
                value = "Where it comes from: a gateway, a bank, a till. One that was not named before begins at zero",
                example = "bank")
        @Text(pattern = SourceName.PATTERN, fits = SourceName.class, says = SourceName.SAYS)
        String source,

        @Doc(value = "The sender's own", example = "Payment 4711")
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
