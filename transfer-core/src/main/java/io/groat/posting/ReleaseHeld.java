package io.groat.posting;

import io.groat.posting.FirstLeg.From;
import io.groat.refusal.Refusal;
import io.groat.rule.Fee.PaidBy;
import io.groat.shard.ShardMap;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferStatus;

/**
 * Lets a held transfer go, on the payer's shard: its reserved money moves as a first leg would move it. Answers the
 * transfer as it then stands; one that is not held any more stays as it is, so a second decision, or one that comes
 * after the time limit, changes nothing.
 *
 * <p>What happened since the money was reserved counts: a payer frozen meanwhile does not pay, and a payee that was
 * closed or is full is not paid. The transfer is then FAILED, and the payer whole. What was paid out already is taken from a
 * frozen payer, too.
 *
 * @param transfer as the payer's shard wrote it
 */
public record ReleaseHeld(Transfer transfer) implements Command<Transfer> {

    @Override
    public int shard(ShardMap map) {
        return transfer.payerShard();
    }

    @Override
    public void needs(BatchNeeds needs) {
        FirstLeg.of(transfer).needs(needs);
        needs.transfer(transfer.id());
        needs.counted(transfer.terms(), transfer.payerAccount());
        needs.commissions(transfer.terms(), PaidBy.PAYER, transfer.currency());
        needs.commissions(transfer.terms(), PaidBy.PAYEE, transfer.currency());
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
        FirstLeg leg = FirstLeg.of(current);
        state.book().release(current.payerAccount(), leg.totalMinor());
        Rules rules = Rules.of(state, current.terms().type());
        From source = current.kind().equals(TransferKind.WITHDRAWAL) ? From.GONE : From.RESERVED;
        Objection objection = leg.objection(state, source, rules);
        return objection == null ? move(state, current, leg, rules) : fail(state, current, objection.reason());
    }

    private static Transfer move(BatchState state, Transfer current, FirstLeg leg, Rules rules) {
        Transfer released = current.released(state.now());
        leg.post(state);
        rules.countIn(state, state.book().find(leg.counterparty()).orElseThrow(), current.amountMinor());
        state.change(released);
        if (released.status().isFinal()) {
            state.publish(BatchEvents.ended(released));
            Commissions.pay(state, released);
        }
        return released;
    }

    private static Transfer fail(BatchState state, Transfer current, Refusal reason) {
        Transfer failed = current.refused(TransferStatus.FAILED, reason, state.now());
        Rules.giveBack(state, current);
        state.change(failed);
        state.publish(BatchEvents.ended(failed));
        return failed;
    }
}
