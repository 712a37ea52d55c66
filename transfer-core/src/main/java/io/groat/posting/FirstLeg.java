package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.account.AccountStatus;
import io.groat.account.SystemAccounts;
import io.groat.ledger.EntryKind;
import io.groat.ledger.Posting;
import io.groat.money.CurrencyCode;
import io.groat.refusal.Refusal;
import io.groat.rule.Fee.PaidBy;
import io.groat.rule.Terms;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the payer's money moves on their shard, when a payment begins as when a held one is let go: what speaks against
 * it, and the postings. The rules stand here once.
 *
 * @param counterparty the account on this shard that the money goes to: the payee's, or the clearing account of the
 *     payee's shard
 * @param terms what it costs
 */
record FirstLeg(UUID transferId, UUID payer, UUID counterparty, long amountMinor, CurrencyCode currency, Terms terms) {

    /** Where the payer's money is taken from. */
    enum From {
        /** What is available, and credit. */
        AVAILABLE,
        /** What is available alone: it is only reserved, and nobody reserves what they don't have. */
        TO_RESERVE,
        /** What was reserved for it, and let go just now. */
        RESERVED,
        /** The same, be the account frozen meanwhile: it has left already. */
        GONE,
        /** What is available, be the account frozen. */
        EVEN_FROZEN
    }

    /** Before it is known what it costs. */
    static FirstLeg of(TransferOrder order) {
        return of(order, Terms.USUAL);
    }

    static FirstLeg of(TransferOrder order, Terms terms) {
        UUID payee = order.payee() == null ? null : order.payee().id();
        return new FirstLeg(
                order.id(),
                order.payer().id(),
                order.crossShard()
                        ? SystemAccounts.clearing(order.payeeShard(), order.currency())
                        : found(payee, order.id()),
                order.amountMinor(),
                order.currency(),
                terms);
    }

    static FirstLeg of(Transfer transfer) {
        return new FirstLeg(
                transfer.id(),
                transfer.payerAccount(),
                transfer.crossShard()
                        ? SystemAccounts.clearing(transfer.payeeShard(), transfer.currency())
                        : found(transfer.payeeAccount(), transfer.id()),
                transfer.amountMinor(),
                transfer.currency(),
                transfer.terms());
    }

    private static UUID found(@Nullable UUID payee, UUID transferId) {
        if (payee == null) {
            throw new IllegalStateException("transfer " + transferId + " within a shard has no payee's account");
        }
        return payee;
    }

    /** What the payer has to have for it: what comes back of fees comes with it. */
    private long neededMinor() {
        return Math.max(0, totalMinor() - terms.back().payerMinor());
    }

    void needs(BatchNeeds needs) {
        needs.account(payer);
        needs.account(counterparty);
        needs.fees(terms, currency);
    }

    /** What the payer pays in all, in minor units; no more than 2^63-1. */
    long totalMinor() {
        long fee = terms.feeMinor(PaidBy.PAYER);
        return amountMinor > Long.MAX_VALUE - fee ? Long.MAX_VALUE : amountMinor + fee;
    }

    /** Why the money may not move, as the accounts are now; null when nothing speaks against it. Both are there. */
    @Nullable
    Objection objection(BatchState state, From source, Rules rules) {
        Account from = state.book().find(payer).orElseThrow();
        Account to = state.book().find(counterparty).orElseThrow();
        Refusal status = ofStatus(from, to, source);
        if (status != null) {
            return Objection.of(status);
        }
        boolean reserved = source == From.RESERVED || source == From.GONE;
        Objection ofPayer = reserved ? null : rules.ofPayer(state, from, neededMinor(), amountMinor, source);
        if (ofPayer != null) {
            return ofPayer;
        }
        Refusal ofPayee = rules.ofPayee(state, to, amountMinor - terms.feeMinor(PaidBy.PAYEE), amountMinor);
        return ofPayee == null ? overflow(state) : Objection.of(ofPayee);
    }

    private static @Nullable Refusal ofStatus(Account from, Account to, From source) {
        if (from.status() == AccountStatus.FROZEN && source != From.EVEN_FROZEN && source != From.GONE) {
            return Refusal.ACCOUNT_FROZEN;
        }
        return from.status() == AccountStatus.CLOSED || to.status() == AccountStatus.CLOSED
                ? Refusal.ACCOUNT_CLOSED
                : null;
    }

    private @Nullable Objection overflow(BatchState state) {
        boolean fits = state.book().fits(payer, -totalMinor())
                && state.book().fits(counterparty, amountMinor)
                && (terms.charges().isEmpty() || state.book().fits(fees(), totalMinor()));
        return fits ? null : Objection.of(Refusal.BALANCE_OVERFLOW);
    }

    /** Moves the money, and what it costs. */
    void post(BatchState state) {
        long fee = terms.feeMinor(PaidBy.PAYER);
        returnFee(state, payer, terms.back().payerMinor());
        allowCredit(state);
        state.book()
                .post(
                        transferId,
                        EntryKind.TRANSFER,
                        new Posting(payer, -amountMinor),
                        new Posting(counterparty, amountMinor));
        if (fee > 0) {
            state.book().post(transferId, EntryKind.FEE, new Posting(payer, -fee), new Posting(fees(), fee));
        }
        payeesFee(state);
        if (isPayeeHere(state)) {
            returnFee(state, counterparty, terms.back().payeeMinor());
        }
    }

    /** What a refund gives back of a fee. */
    private void returnFee(BatchState state, UUID account, long minor) {
        if (minor > 0) {
            state.book()
                    .post(transferId, EntryKind.FEE_RETURN, new Posting(fees(), -minor), new Posting(account, minor));
        }
    }

    private boolean isPayeeHere(BatchState state) {
        return state.book().find(counterparty).orElseThrow().kind() == AccountKind.USER;
    }

    /** What the payee pays of what came; on another shard the second leg takes it. */
    private void payeesFee(BatchState state) {
        long fee = terms.feeMinor(PaidBy.PAYEE);
        if (fee > 0 && isPayeeHere(state)) {
            state.book().post(transferId, EntryKind.FEE, new Posting(counterparty, -fee), new Posting(fees(), fee));
        }
    }

    /** A payment that goes below zero was allowed by the wallet's type. */
    private void allowCredit(BatchState state) {
        Account from = state.book().find(payer).orElseThrow();
        if (from.kind() == AccountKind.USER && from.availableMinor() < totalMinor()) {
            long needed = totalMinor() - from.availableMinor();
            long limit = state.rules()
                    .walletType(from.type())
                    .map(type -> type.creditLimitMinor())
                    .orElse(0L);
            state.book().allowCredit(payer, Math.max(needed, limit));
        }
    }

    private UUID fees() {
        return SystemAccounts.fees(currency);
    }
}
