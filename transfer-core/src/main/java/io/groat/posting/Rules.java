package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.beneficiary.Beneficiary;
import io.groat.beneficiary.BeneficiaryBound;
import io.groat.hold.Hold;
import io.groat.refusal.Refusal;
import io.groat.rule.Fee;
import io.groat.rule.Limit.Direction;
import io.groat.rule.LimitHit;
import io.groat.rule.RuleVersion;
import io.groat.rule.Terms;
import io.groat.rule.TransactionType;
import io.groat.rule.WalletType;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferOrder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the rules in force say of one movement, under the locks of its accounts. Of money that is given back, and of what
 * was judged before, there are none.
 */
final class Rules {

    /** Of what gives money back. */
    static final Rules NONE = new Rules(TransactionType.USUAL, null, false, null);

    private final String transactionType;
    private final @Nullable TransactionType type;
    private final boolean judges;
    private final @Nullable PayeeNames payee;

    private Rules(String transactionType, @Nullable TransactionType type, boolean judges, @Nullable PayeeNames payee) {
        this.transactionType = transactionType;
        this.type = type;
        this.judges = judges;
        this.payee = payee;
    }

    /** Those for a movement of that transaction type whose payer was judged before. */
    static Rules of(BatchState state, String transactionType) {
        return of(state, transactionType, null);
    }

    /** Those for a payment that begins. */
    static Rules of(BatchState state, TransferOrder order) {
        return of(state, order.type(), PayeeNames.of(order));
    }

    /** Those for more of a hold. */
    static Rules of(BatchState state, Hold hold) {
        return of(state, hold.terms().type(), PayeeNames.of(hold));
    }

    private static Rules of(BatchState state, String transactionType, @Nullable PayeeNames payee) {
        return new Rules(
                transactionType, state.rules().transactionType(transactionType).orElse(null), true, payee);
    }

    /** Whether payer and payee have to know each other. */
    private boolean asksForBeneficiary() {
        return payee != null && type != null && type.beneficiaryRequired();
    }

    private Optional<Beneficiary> beneficiary(BatchState state) {
        return payee != null && asksForBeneficiary() ? payee.find(state) : Optional.empty();
    }

    private @Nullable UUID beneficiaryId(BatchState state) {
        return beneficiary(state).map(Beneficiary::id).orElse(null);
    }

    /** What the movement is judged by and costs, between accounts of which the payee's may be on another shard. */
    Terms terms(BatchState state, Account payer, @Nullable Account payee, long amountMinor) {
        RuleVersion payers = version(state, payer);
        RuleVersion payees = payee == null ? null : version(state, payee);
        if (type == null && payers == null && payees == null && TransactionType.BUILT_IN.contains(transactionType)) {
            return Terms.USUAL;
        }
        return new Terms(
                transactionType,
                type == null ? 0 : type.version(),
                payers,
                payees,
                type == null ? List.of() : charges(type, payer, payee, amountMinor),
                null,
                beneficiaryId(state),
                Terms.GivenBack.NONE);
    }

    /** Wallets pay fees; sources and destinations outside do not. */
    private static List<Terms.Charge> charges(
            TransactionType type, Account payer, @Nullable Account payee, long amountMinor) {
        return type.charges(amountMinor).stream()
                .filter(charge -> {
                    Account side = charge.paidBy() == Fee.PaidBy.PAYER ? payer : payee;
                    return side == null || side.kind() != AccountKind.FUNDING;
                })
                .toList();
    }

    /** The same of money that is reserved: its captures cost nothing, and who is paid is judged by them. */
    Terms termsOfHold(BatchState state, Account payer) {
        RuleVersion payers = version(state, payer);
        UUID beneficiary = beneficiaryId(state);
        return payers == null && beneficiary == null && transactionType.equals(TransactionType.USUAL)
                ? Terms.USUAL
                : new Terms(
                        transactionType,
                        type == null ? 0 : type.version(),
                        payers,
                        null,
                        List.of(),
                        null,
                        beneficiary,
                        Terms.GivenBack.NONE);
    }

    /** Of a capture: what its payee pays. Its payer has reserved the amount alone, and pays no more. */
    Terms termsOfCapture(Terms ofHold, long amountMinor) {
        List<Terms.Charge> charges = type == null
                ? List.of()
                : type.charges(amountMinor).stream()
                        .filter(charge -> charge.paidBy() == Fee.PaidBy.PAYEE)
                        .toList();
        return charges.isEmpty()
                ? ofHold
                : new Terms(
                        ofHold.type(),
                        type == null ? 0 : type.version(),
                        ofHold.payer(),
                        null,
                        charges,
                        null,
                        ofHold.beneficiary(),
                        Terms.GivenBack.NONE);
    }

    private static @Nullable RuleVersion version(BatchState state, Account account) {
        return walletType(state, account).map(RuleVersion::of).orElse(null);
    }

    private static Optional<WalletType> walletType(BatchState state, Account account) {
        return account.kind() == AccountKind.USER ? state.rules().walletType(account.type()) : Optional.empty();
    }

    /**
     * What of the payer speaks against it; null when nothing does.
     *
     * @param totalMinor with fees
     * @param amountMinor without, which limits count
     */
    @Nullable
    Objection ofPayer(BatchState state, Account payer, long totalMinor, long amountMinor, FirstLeg.From source) {
        if (payer.kind() != AccountKind.USER) {
            return null;
        }
        Optional<WalletType> wallet = judges ? walletType(state, payer) : Optional.empty();
        if (type != null && !fits(type.payerWalletTypes(), payer)) {
            return Objection.of(Refusal.WALLET_TYPE_NOT_ALLOWED);
        }
        Objection ofBeneficiary = ofBeneficiary(state, payer, amountMinor);
        if (ofBeneficiary != null) {
            return ofBeneficiary;
        }
        if (spendableMinor(payer, wallet, source) < totalMinor) {
            return Objection.of(Refusal.INSUFFICIENT_FUNDS);
        }
        return wallet.flatMap(
                        rules -> state.usages().hit(payer.id(), rules, transactionType, Direction.OUT, amountMinor))
                .map(hit -> new Objection(Refusal.LIMIT_EXCEEDED, hit))
                .orElse(null);
    }

    /** What of whom is paid speaks against it; null when nothing does. */
    private @Nullable Objection ofBeneficiary(BatchState state, Account payer, long amountMinor) {
        if (type == null || !asksForBeneficiary()) {
            return null;
        }
        Optional<Beneficiary> found = beneficiary(state);
        if (found.isEmpty()) {
            return Objection.of(Refusal.BENEFICIARY_REQUIRED);
        }
        Beneficiary paid = found.get();
        LimitHit passed = paid.passed(transactionType, amountMinor, state.now());
        if (passed == null) {
            passed = state.usages()
                    .hit(payer.id(), paid.perDay(), zone(walletType(state, payer)), amountMinor)
                    .map(BeneficiaryBound.PER_DAY::hit)
                    .orElse(null);
        }
        if (passed != null) {
            return new Objection(Refusal.BENEFICIARY_REQUIRED, passed);
        }
        LimitHit tooNew = paid.tooNew(type, amountMinor, state.now());
        return tooNew == null ? null : new Objection(Refusal.BENEFICIARY_COOLING_OFF, tooNew);
    }

    /** Of the calendar by which a wallet's days are counted. */
    private static ZoneId zone(Optional<WalletType> wallet) {
        return wallet.map(WalletType::zone).orElse(ZoneOffset.UTC);
    }

    private static long spendableMinor(Account payer, Optional<WalletType> wallet, FirstLeg.From source) {
        long floor = wallet.map(WalletType::floorMinor).orElse(0L);
        long least = source == FirstLeg.From.AVAILABLE ? floor : Math.max(0, floor);
        long available = payer.availableMinor();
        if (least > 0) {
            return available < 0 ? available : available - least;
        }
        return available > Long.MAX_VALUE + least ? Long.MAX_VALUE : available - least;
    }

    /**
     * What of the payee speaks against it; null when nothing does. Clearing accounts take all: the payee's shard decides.
     *
     * @param netMinor what stays with the payee
     * @param amountMinor what limits count
     */
    @Nullable
    Refusal ofPayee(BatchState state, Account payee, long netMinor, long amountMinor) {
        if (!judges || payee.kind() != AccountKind.USER) {
            return null;
        }
        if (type != null && !fits(type.payeeWalletTypes(), payee)) {
            return Refusal.WALLET_TYPE_NOT_ALLOWED;
        }
        Optional<WalletType> wallet = walletType(state, payee);
        if (wallet.isEmpty()) {
            return null;
        }
        if (state.usages()
                .hit(payee.id(), wallet.get(), transactionType, Direction.IN, amountMinor)
                .isPresent()) {
            return Refusal.LIMIT_EXCEEDED;
        }
        Long most = wallet.get().maxBalanceMinor();
        return most != null && payee.postedMinor() > most - netMinor ? Refusal.MAX_BALANCE_EXCEEDED : null;
    }

    private static boolean fits(Set<String> walletTypes, Account account) {
        return account.kind() != AccountKind.USER || walletTypes.isEmpty() || walletTypes.contains(account.type());
    }

    /** Counts the movement on the payer's limits: from when it is reserved on. */
    void countOut(BatchState state, Account payer, long amountMinor) {
        count(state, payer, Direction.OUT, amountMinor);
        beneficiary(state)
                .ifPresent(paid ->
                        state.usages().count(payer.id(), paid.perDay(), zone(walletType(state, payer)), amountMinor));
    }

    /** Counts the movement on the payee's limits: from when it has arrived on. */
    void countIn(BatchState state, Account payee, long amountMinor) {
        count(state, payee, Direction.IN, amountMinor);
    }

    private void count(BatchState state, Account account, Direction way, long amountMinor) {
        if (judges) {
            walletType(state, account)
                    .ifPresent(wallet -> state.usages().count(account.id(), wallet, transactionType, way, amountMinor));
        }
    }

    /** Takes back what a transfer was counted as, which has moved nothing in the end. */
    static void giveBack(BatchState state, Transfer transfer) {
        Account payer = state.book().find(transfer.payerAccount()).orElseThrow();
        giveBack(state, payer, transfer.terms(), transfer.createdAt(), transfer.amountMinor(), 1);
    }

    /** Takes back what a movement was counted as that a refund, which has arrived at its payer, gives back. */
    static void giveBackRefunded(BatchState state, Transfer refund) {
        Terms.Counted counted = refund.terms().back().counted();
        UUID first = refund.payeeAccount();
        if (counted != null && first != null) {
            giveBack(
                    state,
                    state.book().find(first).orElseThrow(),
                    counted.terms(),
                    counted.at(),
                    refund.amountMinor(),
                    counted.whole() ? 1 : 0);
        }
    }

    /**
     * Takes back what was counted on the payer's limits, by the rules that it was judged by.
     *
     * @param countedAt when it was counted
     * @param movements 1 for all of it, 0 for a part
     */
    static void giveBack(
            BatchState state, Account payer, Terms terms, Instant countedAt, long amountMinor, int movements) {
        RuleVersion judgedBy = terms.payer();
        Optional<WalletType> judged =
                judgedBy == null ? Optional.empty() : state.rules().walletType(judgedBy.name(), judgedBy.number());
        judged.ifPresent(wallet -> state.usages()
                .giveBack(payer.id(), wallet, terms.type(), Direction.OUT, countedAt, amountMinor, movements));
        UUID beneficiary = terms.beneficiary();
        if (beneficiary != null) {
            state.usages()
                    .giveBack(
                            payer.id(),
                            Beneficiary.counted(beneficiary),
                            zone(judged),
                            countedAt,
                            amountMinor,
                            movements);
        }
    }

    /** The terms with the limit that an objection is about. */
    static Terms with(Terms terms, Objection objection) {
        LimitHit hit = objection.hit();
        return hit == null ? terms : terms.hitting(hit);
    }
}
