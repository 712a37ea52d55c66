package io.groat.router.beneficiary;

import io.groat.beneficiary.Beneficiary;
import io.groat.router.http.SecondFactor;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A beneficiary as its readers get it. */
@Doc("Somebody whom a user may pay")
record BeneficiaryView(
        UUID id,
        @Doc(value = "Who pays", example = "alice") String userId,

        @Doc(value = "Who is paid: a user's id, for all their wallets, or an account's id", example = "bob")
        String payee,

        @Doc(value = "The user's own word for them", example = "Rent") @LeftOut @Nullable
        String label,

        @Doc(value = "By which types of payment; none for all", example = "[\"transfer\"]")
        List<String> transactionTypes,

        @Doc("The least of one payment") @Amount(least = 0) @LeftOut @Nullable
        Long minAmount,

        @Doc("The most of one payment") @Amount(least = 0) @LeftOut @Nullable
        Long maxAmount,

        @Doc("The most of a day, from each of the user's wallets by itself; of the time zone of its type, else of UTC")
        @Amount(least = 0)
        @LeftOut
        @Nullable
        Long perDay,

        @Doc("Not before") @LeftOut @Nullable Instant from,
        @Doc("No more from then on") @LeftOut @Nullable Instant until,
        Instant createdAt,

        @Doc("Since when it cools off: when it was made, or its bounds were last widened")
        Instant coolsFrom) {

    static final int MAX_LABEL = 100;

    static BeneficiaryView of(Beneficiary one) {
        return new BeneficiaryView(
                one.id(),
                one.userId(),
                one.payee().text(),
                one.label(),
                one.transactionTypes().stream().sorted().toList(),
                one.minMinor() == 0 ? null : (Long) one.minMinor(),
                bound(one.maxMinor()),
                bound(one.perDayMinor()),
                one.from(),
                one.until(),
                one.createdAt(),
                one.coolsFrom());
    }

    private static @Nullable Long bound(long minor) {
        return minor == Beneficiary.UNBOUNDED ? null : (Long) minor;
    }

    /** One to add. */
    @Doc("Somebody whom a user may pay from now on")
    record BeneficiaryOrder(
            @Doc(value = "A user's id, for all their wallets, or an account's id", example = "bob")
            String payee,

            @Doc(value = "The user's own word for them", example = "Rent") @Text(min = 1, max = MAX_LABEL) @Nullable
            String label,

            @Doc(value = "By which types of payment; all if not said", example = "[\"transfer\"]") @Nullable
            List<String> transactionTypes,

            @Doc("The least of one payment") @Amount(least = 0) @Nullable
            Long minAmount,

            @Doc("The most of one payment") @Amount(least = 0) @Nullable
            Long maxAmount,

            @Doc("The most of a day, from each of the user's wallets by itself") @Amount(least = 0) @Nullable
            Long perDay,

            @Doc("Not before; at once, if not said") @Nullable
            Instant from,

            @Doc("No more from then on") @Nullable Instant until,

            @Doc(value = SecondFactor.DOC, example = "493021") @Nullable
            String code) {}

    /** What is to be other. */
    @Doc("What is to be other about a beneficiary; 9223372036854775807 takes the bound of an amount away")
    record BeneficiaryChange(
            @Doc(value = "The user's own word for them", example = "Rent") @Text(min = 1, max = MAX_LABEL) @Nullable
            String label,

            @Doc("The least of one payment") @Amount(least = 0) @Nullable
            Long minAmount,

            @Doc("The most of one payment") @Amount(least = 0) @Nullable
            Long maxAmount,

            @Doc("The most of a day, from each of the user's wallets by itself") @Amount(least = 0) @Nullable
            Long perDay,

            @Doc("No more from then on") @Nullable Instant until,

            @Doc("True takes `until` away; not beside it") @Nullable
            Boolean endless,

            @Doc(value = "Where more may be paid than before. " + SecondFactor.DOC, example = "493021") @Nullable
            String code) {}
}
