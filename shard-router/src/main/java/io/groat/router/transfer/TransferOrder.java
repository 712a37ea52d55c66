package io.groat.router.transfer;

import io.groat.transfer.TransferNote;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.RawObject;
import io.groat.web.shape.Text;
import org.jspecify.annotations.Nullable;

/**
 * What moves money, for the description. {@link TransferFields} reads it: its faults have codes of their own, and the order in
 * which they are told is the money commands'.
 */
@Doc("A transfer to make")
public record TransferOrder(
        @Doc(value = "A user's id, for its main account in that currency, or an account's id", example = "alice")
        String payer,

        @Doc(value = "The same", example = "bob") String payee,
        @Amount long amount,
        @Doc(value = "ISO 4217", example = "EUR") String currency,

        @Doc(value = "Its transaction type; `transfer` if not said", example = "transfer") @LeftOut @Nullable
        String type,

        @Doc(value = "The payer's own", example = "Invoice 7")
        @Text(max = TransferNote.MAX_REFERENCE)
        @LeftOut
        @Nullable
        String reference,

        @Text(max = TransferNote.MAX_DESCRIPTION) @LeftOut @Nullable
        String description,

        @Doc(value = "Up to " + TransferNote.MAX_METADATA + " characters as compact JSON", example = "{\"order\": 7}")
        @LeftOut
        @Nullable
        RawObject metadata) {

    /** One of many. */
    @Doc("A transfer to make, among others")
    public record KeyedTransferOrder(
            @Doc(value = "The payer's own", example = "order-4711") @Text(min = 1, max = 128)
            String idempotencyKey,

            @Doc(value = "A user's id, for its main account in that currency, or an account's id", example = "alice")
            String payer,

            @Doc(value = "The same", example = "bob") String payee,
            @Amount long amount,
            @Doc(value = "ISO 4217", example = "EUR") String currency,

            @Doc(value = "Its transaction type; `transfer` if not said", example = "transfer") @LeftOut @Nullable
            String type,

            @Doc(value = "The payer's own", example = "Invoice 7")
            @Text(max = TransferNote.MAX_REFERENCE)
            @LeftOut
            @Nullable
            String reference,

            @Text(max = TransferNote.MAX_DESCRIPTION) @LeftOut @Nullable
            String description,

            @Doc(
                    value = "Up to " + TransferNote.MAX_METADATA + " characters as compact JSON",
                    example = "{\"order\": 7}")
            @LeftOut
            @Nullable
            RawObject metadata) {}
}
