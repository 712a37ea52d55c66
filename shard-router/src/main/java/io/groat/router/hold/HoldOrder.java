package io.groat.router.hold;

import io.groat.transfer.TransferNote;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.RawObject;
import io.groat.web.shape.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request to reserve money, well-formed. */
@Doc("Money to reserve")
record HoldOrder(
        @Doc(value = "A user's id, for its main account in that currency, or an account's id", example = "alice")
        String payer,

        @Doc(value = "The same", example = "bob") String payee,
        @Amount long amount,
        @Doc(value = "ISO 4217", example = "EUR") String currency,

        @Doc(value = "Its transaction type; `transfer` if not said", example = "transfer") @LeftOut @Nullable
        String type,

        @Doc("When it ends; or say `expiresIn`") @LeftOut @Nullable
        Instant expiresAt,

        @Doc(value = "How long it lasts, as an ISO 8601 duration; a week, if neither is said", example = "PT168H")
        @Text(max = 40)
        @LeftOut
        @Nullable
        String expiresIn,

        @Doc(value = "The payer's own", example = "Order 7") @Text(max = TransferNote.MAX_REFERENCE) @LeftOut @Nullable
        String reference,

        @Text(max = TransferNote.MAX_DESCRIPTION) @LeftOut @Nullable
        String description,

        @Doc(value = "Up to " + TransferNote.MAX_METADATA + " characters as compact JSON", example = "{\"order\": 7}")
        @LeftOut
        @Nullable
        RawObject metadata) {}
