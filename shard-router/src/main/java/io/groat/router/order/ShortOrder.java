package io.groat.router.order;

import io.groat.account.UserIds;
import io.groat.transfer.TransferNote;
import io.groat.web.http.Parameters;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.Text;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A short request for money from outside, well-formed. */
@Doc("Money that somebody outside is to pay into a wallet; of `payee` and `userId` one")
record ShortOrder(
        @Doc(value = "A user's id, for its main account in that currency, or an account's id", example = "alice")
        @LeftOut
        @Nullable
        String payee,

        @Doc(value = "A user's id, instead", example = "alice") @LeftOut @Nullable
        String userId,

        @Amount long amount,
        @Doc(value = "ISO 4217", example = "INR") String currency,

        @Doc(value = OrderView.METHODS + "; by UPI, if not said", example = "upi")
        @Text(pattern = "upi|card|bank")
        @LeftOut
        @Nullable
        String method,

        @Doc(value = "The payee's own", example = "Top-up 7") @Text(max = TransferNote.MAX_REFERENCE) @LeftOut @Nullable
        String reference) {

    private static final String USUAL_METHOD = "upi";

    /** The name of the field that says who is paid. */
    String payeeField() {
        return payee == null ? "userId" : "payee";
    }

    /** The long request that it stands for. */
    TopUpOrder whole() {
        if ((payee == null) == (userId == null)) {
            throw Parameters.invalid("payee", "Of \"payee\" and \"userId\" one has to be there");
        }
        if (userId != null && !UserIds.isUserId(userId)) {
            throw Parameters.invalid("userId", "\"userId\" is not a user's id");
        }
        return new TopUpOrder(
                payee == null ? Objects.requireNonNull(userId) : payee,
                amount,
                currency,
                method == null ? USUAL_METHOD : method.toLowerCase(Locale.ROOT),
                null,
                reference);
    }

    /** Names an order. */
    @Doc("The order that is to be paid; data of cards and banks are for the gateway alone")
    record OrderToPay(UUID orderId) {}
}
