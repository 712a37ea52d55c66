package io.groat.beneficiary;

import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.rule.LimitHit;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What of a beneficiary a payment can pass. It is kept with a payment that was refused, by its name. */
public enum BeneficiaryBound {
    TRANSACTION_TYPES("transactionTypes", "The payee is a beneficiary for other types of payment"),
    FROM("from", "The payee is a beneficiary from a later time on"),
    UNTIL("until", "The payee was a beneficiary until a time that is over"),
    MIN_AMOUNT("minAmount", "The payment is less than the beneficiary may be paid"),
    MAX_AMOUNT("maxAmount", "The payment is more than the beneficiary may be paid"),
    PER_DAY("perDay", "The payment is more than is left of what the beneficiary may be paid today"),
    COOLING_OFF("coolingOff", "The payment is more than a new beneficiary may be paid");

    private static final String PAYEE = "payee";

    private final String field;
    private final String detail;

    BeneficiaryBound(String field, String detail) {
        this.field = field;
        this.detail = detail;
    }

    /**
     * That it would be passed.
     *
     * @param bound in minor units; zero where it is none
     * @param resetsAt from when on it is passed no more; null when nobody knows
     */
    public LimitHit hit(long bound, @Nullable Instant resetsAt) {
        return new LimitHit(field, bound, 0, resetsAt);
    }

    /** The same of what was counted, under its own name. */
    public LimitHit hit(LimitHit counted) {
        return new LimitHit(field, counted.max(), counted.used(), counted.resetsAt());
    }

    /** Whether a payment was refused for its beneficiary. */
    public static boolean refuses(Refusal reason) {
        return reason == Refusal.BENEFICIARY_REQUIRED || reason == Refusal.BENEFICIARY_COOLING_OFF;
    }

    /**
     * A refusal for the beneficiary, as a payer is told.
     *
     * @param passed the bound that was passed; null where there is no beneficiary
     */
    public static Refused refused(Refusal reason, @Nullable LimitHit passed) {
        if (passed == null) {
            return Refused.of(reason, PAYEE, "The payee is not among the payer's beneficiaries");
        }
        String detail = Arrays.stream(values())
                .filter(bound -> bound.field.equals(passed.limit()))
                .map(bound -> bound.detail)
                .findFirst()
                .orElse(reason.title());
        return Refused.of(reason, PAYEE, detail).saying(passed.members());
    }
}
