package io.groat.router.payout;

import io.groat.payout.Destination;
import io.groat.router.http.SecondFactor;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.Text;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A destination as its readers get it: never the whole of it. */
@Doc("Where a user is paid out to")
record DestinationView(
        UUID id,
        @Doc(example = "alice") String userId,

        @Doc(value = DestinationView.KINDS, example = "bank")
        String kind,

        @Doc(example = "INR") String currency,

        @Doc(value = "The user's own word for it", example = "Salary account") @LeftOut @Nullable
        String label,

        @Doc(value = "As much of it as its owner knows it by", example = "HDFC …6789")
        String shown,

        @Doc(value = "Whose it is, as the gateway says", example = "Alice A") @LeftOut @Nullable
        String holder,

        @Doc(value = "Which has said that it is there", example = "razorpay")
        String gateway,

        Instant createdAt) {

    static final String KINDS = "upi, bank or card";
    static final int MAX_LABEL = 100;

    static DestinationView of(Destination one) {
        return new DestinationView(
                one.id(),
                one.userId(),
                one.kind().name().toLowerCase(Locale.ROOT),
                one.currency().code(),
                one.label(),
                one.shown(),
                one.holder(),
                one.gateway(),
                one.createdAt());
    }

    /** One to add. */
    @Doc("Where a user is to be paid out to from now on; of `upi`, `bank` and `token` the one that goes with the kind")
    record DestinationOrder(
            @Doc(value = KINDS, example = "bank") @Text(pattern = "upi|bank|card")
            String kind,

            @Doc(value = "ISO 4217", example = "INR") String currency,

            @Doc(value = "The user's own word for it", example = "Salary account")
            @Text(min = 1, max = MAX_LABEL)
            @Nullable
            String label,

            @Doc(value = "A UPI id", example = "alice@bank") @Text(max = 150) @Nullable
            String upi,

            @Nullable BankAccount bank,

            @Doc(
                    value = "What the gateway's own page has made of a card; a card's number is refused",
                    example = "tok_1")
            @Text(max = 64)
            @Nullable
            String token,

            @Doc(value = SecondFactor.DOC, example = "493021") @Nullable
            String code) {}

    /** An account at a bank. */
    @Doc("An account at a bank")
    record BankAccount(
            @Doc(value = "5 to 34 digits or capital letters, an IBAN as well", example = "123456789")
            @Text(pattern = "[0-9A-Z]{5,34}")
            String number,

            @Doc(value = "The bank's code", example = "HDFC0000001") @Text(pattern = "[A-Z0-9]{4,14}")
            String ifsc,

            @Doc(value = "Whose account it is", example = "Alice A") @Text(min = 1, max = 120)
            String name) {}
}
