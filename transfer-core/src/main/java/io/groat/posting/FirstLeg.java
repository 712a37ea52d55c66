package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountKind;
import io.groat.account.AccountStatus;
import io.groat.account.SystemAccounts;
import io.groat.ledger.EntryKind;
import io.groat.ledger.Posting;
import io.groat.refusal.Refusal;
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
 */
record FirstLeg(UUID transferId, UUID payer, UUID counterparty, long amountMinor) {

    static FirstLeg of(TransferOrder order) {
        UUID payee = order.payee() == null ? null : order.payee().id();
        return new FirstLeg(
                order.id(),
                order.payer().id(),
                order.crossShard()
                        ? SystemAccounts.clearing(order.payeeShard(), order.currency())
                        : found(payee, order.id()),
                order.amountMinor());
    }

    static FirstLeg of(Transfer transfer) {
        return new FirstLeg(
                transfer.id(),
                transfer.payerAccount(),
                transfer.crossShard()
                        ? SystemAccounts.clearing(transfer.payeeShard(), transfer.currency())
                        : found(transfer.payeeAccount(), transfer.id()),
                transfer.amountMinor());
    }

    private static UUID found(@Nullable UUID payee, UUID transferId) {
        if (payee == null) {
            throw new IllegalStateException("transfer " + transferId + " within a shard has no payee's account");
        }
        return payee;
    }

    void needs(BatchNeeds needs) {
        needs.account(payer);
        needs.account(counterparty);
    }

    /** Why the money may not move, as the accounts are now; null when nothing speaks against it. Both are there. */
    @Nullable
    Refusal refusal(BatchState state) {
        return refusal(state, false);
    }

    /** @param evenFrozen whether the money may come from a frozen account */
    @Nullable
    Refusal refusal(BatchState state, boolean evenFrozen) {
        Account from = state.book().find(payer).orElseThrow();
        Account to = state.book().find(counterparty).orElseThrow();
        if (from.status() == AccountStatus.FROZEN && !evenFrozen) {
            return Refusal.ACCOUNT_FROZEN;
        }
        if (from.status() == AccountStatus.CLOSED || to.status() == AccountStatus.CLOSED) {
            return Refusal.ACCOUNT_CLOSED;
        }
        if (from.kind() == AccountKind.USER && from.availableMinor() < amountMinor) {
            return Refusal.INSUFFICIENT_FUNDS;
        }
        return overflow(state);
    }

    /** The same of money that the payer has reserved for it. */
    @Nullable
    Refusal refusalOfReserved(BatchState state) {
        Refusal refusal = refusal(state, false);
        return refusal == Refusal.INSUFFICIENT_FUNDS ? overflow(state) : refusal;
    }

    private @Nullable Refusal overflow(BatchState state) {
        boolean fits = state.book().fits(payer, -amountMinor) && state.book().fits(counterparty, amountMinor);
        return fits ? null : Refusal.BALANCE_OVERFLOW;
    }

    /** Moves the money. */
    void post(BatchState state) {
        state.book()
                .post(
                        transferId,
                        EntryKind.TRANSFER,
                        new Posting(payer, -amountMinor),
                        new Posting(counterparty, amountMinor));
    }
}
