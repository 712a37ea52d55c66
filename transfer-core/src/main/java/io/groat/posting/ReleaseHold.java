package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountStatus;
import io.groat.account.SystemAccounts;
import io.groat.ledger.EntryKind;
import io.groat.ledger.Posting;
import io.groat.refusal.Refusal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets a held transfer go, on the payer's shard: its reserved money moves as a first leg would move it. Answers the
 * transfer as it then stands; one that is not held any more stays as it is, so a second decision, or one that comes
 * after the time limit, changes nothing.
 *
 * <p>What happened since the money was reserved counts: a payer frozen meanwhile does not pay, and a payee that was
 * closed or is full is not paid. The transfer is then FAILED, and the payer whole.
 *
 * @param transfer as the payer's shard wrote it
 */
public record ReleaseHold(Transfer transfer) implements Command<Transfer> {

    @Override
    public void needs(BatchNeeds needs) {
        needs.account(transfer.payerAccount());
        needs.account(counterparty());
        needs.transfer(transfer.id());
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public Transfer decide(BatchState state) {
        Transfer current = state.transfer(transfer.id())
                .orElseThrow(() -> new IllegalStateException("transfer " + transfer.id() + " is not on its shard"));
        if (current.status() != TransferStatus.HELD) {
            return current;
        }
        Refusal reason = refusal(state);

        state.book().release(current.payerAccount(), current.amountMinor());
        return reason == null ? move(state, current) : fail(state, current, reason);
    }

    private Transfer move(BatchState state, Transfer current) {
        Transfer released = current.released(state.now());
        state.book()
                .post(
                        current.id(),
                        EntryKind.TRANSFER,
                        new Posting(current.payerAccount(), -current.amountMinor()),
                        new Posting(counterparty(), current.amountMinor()));
        state.change(released);
        if (released.status().isFinal()) {
            state.publish(BatchEvents.ended(released));
        }
        return released;
    }

    private static Transfer fail(BatchState state, Transfer current, Refusal reason) {
        Transfer failed = current.refused(TransferStatus.FAILED, reason, state.now());
        state.change(failed);
        state.publish(BatchEvents.ended(failed));
        return failed;
    }

    private @Nullable Refusal refusal(BatchState state) {
        Account payer = state.book().find(transfer.payerAccount()).orElseThrow();
        Account counter = state.book().find(counterparty()).orElseThrow();
        if (payer.status() == AccountStatus.FROZEN) {
            return Refusal.ACCOUNT_FROZEN;
        }
        if (counter.status() == AccountStatus.CLOSED) {
            return Refusal.ACCOUNT_CLOSED;
        }
        return state.book().fits(counter.id(), transfer.amountMinor()) ? null : Refusal.BALANCE_OVERFLOW;
    }

    /** The account on this shard that the payer's money goes to. */
    private UUID counterparty() {
        if (transfer.crossShard()) {
            return SystemAccounts.clearing(transfer.payeeShard(), transfer.currency());
        }
        UUID payee = transfer.payeeAccount();
        if (payee == null) {
            throw new IllegalStateException("transfer " + transfer.id() + " within a shard has no payee's account");
        }
        return payee;
    }
}
