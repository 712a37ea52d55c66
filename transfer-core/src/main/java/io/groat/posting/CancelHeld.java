package io.groat.posting;

import io.groat.refusal.Refusal;
import io.groat.shard.ShardMap;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;

/**
 * Ends a held transfer without moving its money, on the payer's shard: CANCELLED, and what was reserved is free again.
 * Answers the transfer as it then stands; one that is not held any more stays as it is.
 *
 * @param transfer as the payer's shard wrote it
 * @param reason why
 */
public record CancelHeld(Transfer transfer, Refusal reason) implements Command<Transfer> {

    @Override
    public int shard(ShardMap map) {
        return transfer.payerShard();
    }

    @Override
    public void needs(BatchNeeds needs) {
        needs.account(transfer.payerAccount());
        needs.transfer(transfer.id());
        needs.counted(transfer.terms(), transfer.payerAccount());
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
        Transfer cancelled = current.refused(TransferStatus.CANCELLED, reason, state.now());
        state.book().release(current.payerAccount(), FirstLeg.of(current).totalMinor());
        Rules.giveBack(state, current);
        state.change(cancelled);
        state.publish(BatchEvents.ended(cancelled));
        return cancelled;
    }
}
