package io.groat.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A kind of payment: what it costs, and between which wallets it goes.
 *
 * @param version 1, 2, 3 …: which text of it this is
 * @param payerWalletTypes who may pay so, by the wallet's type; empty for all
 * @param payeeWalletTypes who may be paid so; empty for all
 * @param beneficiaryRequired whether the payee has to be among the payer's beneficiaries
 * @param coolingOff how long a new beneficiary is paid at most {@code coolingOffMaxMinor}
 * @param coolingOffMaxMinor in minor units, in one payment; zero for nothing at all
 * @param refundsGiveBackLimits whether what is refunded of such a payment counts on its payer's limits no more
 */
public record TransactionType(
        String name,
        int version,
        String title,
        List<Fee> fees,
        Set<String> payerWalletTypes,
        Set<String> payeeWalletTypes,
        boolean beneficiaryRequired,
        Duration coolingOff,
        long coolingOffMaxMinor,
        boolean refundsGiveBackLimits) {

    /** What a payment is that says nothing else. */
    public static final String USUAL = "transfer";

    /** Money that comes in from a source. */
    public static final String DEPOSIT = "deposit";

    /** Money that goes out by a source. */
    public static final String WITHDRAWAL = "withdrawal";

    /** A share of a fee that somebody else gets. It costs nothing itself: no rule is made for it. */
    public static final String COMMISSION = "commission";

    /** What moves between sources when a gateway settles. It costs nothing: no rule is made for it. */
    public static final String SETTLEMENT = "settlement";

    /** Those that there are without any rules. */
    public static final Set<String> BUILT_IN = Set.of(USUAL, DEPOSIT, WITHDRAWAL, COMMISSION, SETTLEMENT);

    /** Those between a wallet and what is outside: nobody is paid by them who could be a beneficiary. */
    static final Set<String> OUTSIDE = Set.of(DEPOSIT, WITHDRAWAL);

    public TransactionType {
        fees = List.copyOf(fees);
        payerWalletTypes = Set.copyOf(payerWalletTypes);
        payeeWalletTypes = Set.copyOf(payeeWalletTypes);
    }

    /** What a payment of that amount costs, fee by fee; together a payee pays at most what they get. */
    public List<Terms.Charge> charges(long amountMinor) {
        List<Terms.Charge> charges = new ArrayList<>();
        long payees = amountMinor;
        long payers = Long.MAX_VALUE;
        for (Fee fee : fees) {
            long left = fee.paidBy() == Fee.PaidBy.PAYEE ? payees : payers;
            long costs = Math.min(fee.of(amountMinor), left);
            if (costs > 0) {
                charges.add(new Terms.Charge(
                        fee.kind(), fee.paidBy(), costs, fee.refundable(), Terms.Share.of(fee.commission(), costs)));
            }
            if (fee.paidBy() == Fee.PaidBy.PAYEE) {
                payees -= costs;
            } else {
                payers -= costs;
            }
        }
        return charges;
    }
}
