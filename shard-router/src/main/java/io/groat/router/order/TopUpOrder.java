package io.groat.router.order;

import io.groat.transfer.TransferNote;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.Text;
import org.jspecify.annotations.Nullable;

/** A request for money from outside, well-formed. */
@Doc("Money that somebody outside is to pay into a wallet")
record TopUpOrder(
        @Doc(value = "A user's id, for its main account in that currency, or an account's id", example = "alice")
        String payee,

        @Amount long amount,
        @Doc(value = "ISO 4217", example = "EUR") String currency,

        @Doc(value = OrderView.METHODS, example = "card") @Text(pattern = "upi|card|bank")
        String method,

        @Doc(
                value = "Where the gateway sends its payer after; https, or http on this machine",
                example = "https://shop.example/thanks")
        @Text(max = 500)
        @LeftOut
        @Nullable
        String returnUrl,

        @Doc(value = "The payee's own", example = "Top-up 7") @Text(max = TransferNote.MAX_REFERENCE) @LeftOut @Nullable
        String reference) {}
