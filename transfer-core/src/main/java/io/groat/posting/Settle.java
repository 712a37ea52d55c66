package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.SystemAccounts;
import io.groat.hold.Hold;
import io.groat.ledger.EntryKind;
import io.groat.ledger.Posting;
import io.groat.rule.Fee.PaidBy;
import io.groat.shard.ShardMap;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The third leg of a transfer across shards, on the payer's shard: writes down what the payee's shard decided,
 * and gives a refused transfer's money back. Answers the transfer as it then stands; one that had ended stays
 * as it is.
 *
 * <p>Money comes back even to a frozen account. Where it would not fit beside what the payer has received
 * meanwhile, the transfer stays PENDING and is tried again.
 */
public record Settle(Transfer transfer, CreditOutcome outcome) implements Command<Transfer> {

    @Override
    public int shard(ShardMap map) {
        return transfer.payerShard();
    }

    @Override
    public void needs(BatchNeeds needs) {
        needs.transfer(transfer.id());
        UUID givenBack = givenBack();
        if (givenBack != null) {
            needs.refundTotal(givenBack);
        }
        UUID captured = captured();
        if (captured != null && !outcome.credited()) {
            needs.hold(captured);
        }
        if (outcome.credited()) {
            needs.commissions(transfer.terms(), PaidBy.PAYER, transfer.currency());
        } else {
            needs.account(transfer.payerAccount());
            needs.account(clearing());
            needs.counted(transfer.terms(), transfer.payerAccount());
            needs.fees(transfer.terms(), transfer.currency());
        }
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public Transfer decide(BatchState state) {
        Transfer current = state.transfer(transfer.id())
                .orElseThrow(() -> new IllegalStateException("transfer " + transfer.id() + " is not on its shard"));
        if (current.status().isFinal() || (!outcome.credited() && !returnFits(state))) {
            return current;
        }
        Transfer ended = current.decided(outcome);

        if (!outcome.credited()) {
            state.book()
                    .post(
                            transfer.id(),
                            EntryKind.RETURN,
                            new Posting(clearing(), -current.amountMinor()),
                            new Posting(current.payerAccount(), current.amountMinor()));
            returnFee(state, current);
            if (captured() == null && givenBack() == null) {
                Rules.giveBack(state, current);
            }
        }
        endRefund(state, ended);
        endCapture(state, ended);
        state.change(ended);
        state.publish(BatchEvents.ended(ended));
        if (outcome.credited()) {
            Commissions.pay(state, ended, PaidBy.PAYER, ended.payerAccount());
        }
        return ended;
    }

    /** What the payer paid for it comes back; what a refund that is not taken gave back of fees is taken again. */
    private static void returnFee(BatchState state, Transfer current) {
        long again = current.terms().back().payerMinor();
        if (again > 0) {
            state.book()
                    .post(
                            current.id(),
                            EntryKind.FEE,
                            new Posting(current.payerAccount(), -again),
                            new Posting(SystemAccounts.fees(current.currency()), again));
        }
        long fee = current.terms().feeMinor(PaidBy.PAYER);
        if (fee > 0) {
            state.book()
                    .post(
                            current.id(),
                            EntryKind.FEE_RETURN,
                            new Posting(SystemAccounts.fees(current.currency()), -fee),
                            new Posting(current.payerAccount(), fee));
        }
    }

    /** The hold of which this is a capture; null when it is none. */
    private @Nullable UUID captured() {
        return transfer.kind().equals(TransferKind.CAPTURE) ? transfer.parentId() : null;
    }

    /** What came back is reserved once more while the hold is open and its time not over; else it is the payer's again. */
    private void endCapture(BatchState state, Transfer ended) {
        UUID captured = captured();
        if (captured == null || outcome.credited()) {
            return;
        }
        Hold hold = state.hold(captured)
                .orElseThrow(() -> new IllegalStateException("hold " + captured + " is not on its shard"));
        if (hold.status().isOpen() && !hold.isOver(state.now())) {
            state.book().holdAgain(hold.payerAccount(), ended.amountMinor());
            state.change(hold.reserved(ended.amountMinor()));
        } else {
            Account payer = state.book().find(hold.payerAccount()).orElseThrow();
            Hold rest = hold.returned(ended.amountMinor());
            state.change(rest);
            Rules.giveBack(
                    state,
                    payer,
                    hold.terms(),
                    hold.countedAt(),
                    ended.amountMinor(),
                    rest.capturedMinor() == 0 ? 1 : 0);
        }
    }

    /** The movement of which this is a refund; null when it is none. */
    private @Nullable UUID givenBack() {
        return transfer.kind().givesBack() ? transfer.parentId() : null;
    }

    /** What was on its way back has arrived, or can be given back once more. */
    private void endRefund(BatchState state, Transfer ended) {
        UUID givenBack = givenBack();
        if (givenBack != null) {
            RefundTotal total = state.refundTotal(givenBack)
                    .orElseThrow(() -> new IllegalStateException("nothing is known of refunds of " + givenBack));
            state.giveBack(total.ended(ended.amountMinor(), ended.terms().back(), outcome.credited()));
        }
    }

    private boolean returnFits(BatchState state) {
        return state.book().fits(transfer.payerAccount(), FirstLeg.of(transfer).totalMinor())
                && state.book().fits(clearing(), -transfer.amountMinor());
    }

    private UUID clearing() {
        return SystemAccounts.clearing(transfer.payeeShard(), transfer.currency());
    }
}
