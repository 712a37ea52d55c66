package io.groat.router.rule;

import io.groat.rule.Commission;
import io.groat.rule.Fee;
import io.groat.rule.RuleJson;
import io.groat.rule.StoredRule;
import io.groat.rule.TransactionType;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.Text;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A transaction type as its readers get it. */
@Doc("What a kind of payment costs, and between which wallets it goes")
record TransactionTypeView(
        @Doc(example = "shop") String name,
        @Doc("1, 2, 3 …; the highest is in force") int version,
        @Doc(example = "Payment in a shop") String title,
        List<FeeView> fees,

        @Doc(value = "Who may pay so, by the wallet's type; none for all", example = "[\"basic\"]")
        List<String> payerWalletTypes,

        @Doc(value = "Who may be paid so; none for all", example = "[\"merchant\"]")
        List<String> payeeWalletTypes,

        @Doc(value = BENEFICIARY, example = "required") String beneficiary,

        @Doc(value = COOLING_OFF, example = "PT24H") @LeftOut @Nullable
        String coolingOff,

        @Doc("The most that a new beneficiary is paid in one payment") @Amount(least = 0) @LeftOut @Nullable
        Long coolingOffMax,

        @Doc(value = ON_REFUND, example = "kept") String limitsOnRefund,
        Instant createdAt,
        @Doc(example = "api_key:0123456789abcdef") String createdBy) {

    static final String KINDS = "fixed, percent or tiers";
    static final String SIDES = "payer or payee";
    static final String BENEFICIARY = "none, or required: whether the payee has to be among the payer's beneficiaries";
    static final String COOLING_OFF = "How long a beneficiary is a new one, as an ISO 8601 duration";

    static final String ON_REFUND =
            "kept, or given-back: whether what is refunded counts on the payer's limits no more, in the period in which it was paid";

    static TransactionTypeView of(StoredRule rule) {
        TransactionType type = Objects.requireNonNull(rule.transaction());
        return new TransactionTypeView(
                type.name(),
                type.version(),
                type.title(),
                type.fees().stream().map(FeeView::of).toList(),
                type.payerWalletTypes().stream().sorted().toList(),
                type.payeeWalletTypes().stream().sorted().toList(),
                type.beneficiaryRequired() ? "required" : "none",
                type.coolingOff().isZero() ? null : type.coolingOff().toString(),
                type.coolingOff().isZero() ? null : (Long) type.coolingOffMaxMinor(),
                type.refundsGiveBackLimits() ? "given-back" : "kept",
                rule.createdAt(),
                rule.createdBy());
    }

    /** One of its fees. */
    record FeeView(
            @Doc(value = KINDS, example = "percent") String kind,

            @Doc("Of fixed") @Amount(least = 0) @LeftOut @Nullable
            Long amount,

            @Doc(value = "Of percent: hundredths of a percent", example = "150") @LeftOut @Nullable
            Integer basisPoints,

            @Doc("Of tiers") @LeftOut @Nullable List<TierView> tiers,

            @Doc("The least it costs") @Amount(least = 0) @LeftOut @Nullable
            Long min,

            @Doc("The most it costs") @Amount(least = 0) @LeftOut @Nullable
            Long max,

            @Doc(value = SIDES, example = "payer") String paidBy,

            @Doc("Whether a refund gives it back, by its share")
            boolean refundable,

            @LeftOut @Nullable CommissionView commission) {

        static FeeView of(Fee fee) {
            return new FeeView(
                    RuleJson.word(fee.kind()),
                    fee.kind() == Fee.Kind.FIXED ? (Long) fee.amountMinor() : null,
                    fee.kind() == Fee.Kind.PERCENT ? (Integer) fee.basisPoints() : null,
                    fee.kind() == Fee.Kind.TIERS
                            ? fee.tiers().stream().map(TierView::of).toList()
                            : null,
                    fee.minMinor() == 0 ? null : (Long) fee.minMinor(),
                    fee.maxMinor(),
                    RuleJson.word(fee.paidBy()),
                    fee.refundable(),
                    fee.commission() == null ? null : CommissionView.of(fee.commission()));
        }
    }

    /** Who gets a share of it. */
    @Doc("Who gets a share of a fee, which is paid as a movement of its own once the payment has ended well")
    record CommissionView(
            @Doc(value = "A user, whose main account gets it, or an account", example = "agent-7")
            String payee,

            @Doc(value = "Of the fee, in hundredths of a percent", example = "2000")
            int basisPoints) {

        static CommissionView of(Commission commission) {
            return new CommissionView(commission.payee().text(), commission.basisPoints());
        }
    }

    /** What amounts up to some bound cost. */
    record TierView(
            @Doc("The largest amount of it; not there in the last") @Amount @LeftOut @Nullable
            Long upTo,

            @Amount(least = 0) long amount,

            @Doc("Hundredths of a percent, beside the amount")
            int basisPoints) {

        static TierView of(Fee.Tier tier) {
            return new TierView(tier.upToMinor(), tier.amountMinor(), tier.basisPoints());
        }
    }

    /** What a request says; {@link io.groat.rule.RuleText} reads it, which tells all faults at once, with their lines. */
    @Doc("What a kind of payment costs, and between which wallets it goes")
    record TransactionTypeOrder(
            @Doc(value = "Of a new one; else the path's", example = "shop")
            @Text(pattern = "[a-z0-9][a-z0-9_-]{0,31}")
            @Nullable
            String name,

            @Doc(example = "Payment in a shop") String title,
            @Doc("None if not said") @Nullable List<FeeOrder> fees,

            @Doc(value = "Who may pay so, by the wallet's type; not there for all", example = "[\"basic\"]") @Nullable
            List<String> payerWalletTypes,

            @Doc(value = "Who may be paid so; not there for all", example = "[\"merchant\"]") @Nullable
            List<String> payeeWalletTypes,

            @Doc(value = BENEFICIARY + "; none if not said", example = "required") @Nullable
            String beneficiary,

            @Doc(value = COOLING_OFF + "; of those that are required", example = "PT24H") @Nullable
            String coolingOff,

            @Doc("The most that a new beneficiary is paid in one payment; nothing if not said")
            @Amount(least = 0)
            @Nullable
            Long coolingOffMax,

            @Doc(value = ON_REFUND + "; kept if not said", example = "given-back") @Nullable
            String limitsOnRefund) {}

    /** One of its fees. */
    record FeeOrder(
            @Doc(value = KINDS, example = "percent") String kind,
            @Doc("Of fixed") @Amount(least = 0) @Nullable Long amount,

            @Doc(value = "Of percent: hundredths of a percent", example = "150") @Nullable
            Integer basisPoints,

            @Doc("Of tiers; the last has no upTo") @Nullable List<TierOrder> tiers,

            @Doc("The least it costs") @Amount(least = 0) @Nullable
            Long min,

            @Doc("The most it costs") @Amount(least = 0) @Nullable
            Long max,

            @Doc(value = SIDES + "; payer if not said", example = "payer") @Nullable
            String paidBy,

            @Doc("Whether a refund gives it back, by its share; false if not said") @Nullable
            Boolean refundable,

            @Doc("Of one that is not refundable; nobody gets a share if not said") @Nullable
            CommissionOrder commission) {}

    /** Who gets a share of a fee. */
    record CommissionOrder(
            @Doc(value = "A user, whose main account gets it, or an account: there has to be one", example = "agent-7")
            String payee,

            @Doc(value = "Of the fee, in hundredths of a percent: 1 to 10000", example = "2000")
            int basisPoints) {}

    /** What amounts up to some bound cost. */
    record TierOrder(
            @Doc("The largest amount of it; not there in the last") @Amount @Nullable
            Long upTo,

            @Amount(least = 0) @Nullable Long amount,

            @Doc("Hundredths of a percent, beside the amount") @Nullable
            Integer basisPoints) {}
}
