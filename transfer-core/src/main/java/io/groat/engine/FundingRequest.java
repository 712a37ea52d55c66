package io.groat.engine;

import io.groat.account.AccountRef;
import io.groat.account.FundingSource;
import io.groat.event.TraceParent;
import io.groat.transfer.TransferNote;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed request to bring money in or out; whether it can be met is for the account's shard to say.
 *
 * @param idempotencyKey 1 to 128 visible ASCII characters, the account's owner's own
 * @param account a user's
 * @param source where the money comes from or goes to, in the account's currency
 * @param amountMinor minor units, above zero
 */
public record FundingRequest(
        String idempotencyKey, AccountRef account, FundingSource source, long amountMinor, TransferNote note) {

    /** The same in that trace. */
    public FundingRequest in(@Nullable TraceParent trace) {
        return new FundingRequest(idempotencyKey, account, source, amountMinor, note.in(trace));
    }
}
