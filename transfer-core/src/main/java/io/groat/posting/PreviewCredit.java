package io.groat.posting;

import io.groat.shard.ShardMap;
import io.groat.transfer.CreditOutcome;
import io.groat.transfer.Transfer;

/**
 * What a payee's shard would decide of a transfer from another shard: as {@link Credit}, and nothing is done.
 *
 * @param transfer as the payer's shard would write it
 */
public record PreviewCredit(Transfer transfer) implements Command<CreditOutcome> {

    @Override
    public int shard(ShardMap map) {
        return transfer.payeeShard();
    }

    @Override
    public void needs(BatchNeeds needs) {
        new Credit(transfer).needs(needs);
    }

    @Override
    public CreditOutcome decide(BatchState state) {
        return new Credit(transfer).outcome(state);
    }
}
