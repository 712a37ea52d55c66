package io.groat.posting;

import io.groat.account.AccountIdentity;
import io.groat.account.SystemAccounts;
import io.groat.ledger.EntryKind;
import io.groat.ledger.Posting;
import io.groat.posting.FirstLeg.From;
import io.groat.rule.Terms;
import io.groat.shard.ShardMap;
import io.groat.transfer.RefundTotal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives back what a refund within a shard has taken, for it did not arrive outside: a reversal of its own, which makes as
 * much of the first movement refundable again. Once for each refund; a frozen account takes it, a closed one does not, and
 * it is then kept as FAILED.
 *
 * @param id the movement's if this turns out to be the first try
 * @param refund as it ended: COMPLETED, between a wallet and a source
 */
public record UndoRefund(UUID id, Transfer refund, TransferNote note) implements Command<InitiateAnswer> {

    private static final String KEY = "undo/";

    public UndoRefund {
        if (refund.status() != TransferStatus.COMPLETED || !refund.kind().givesBack() || refund.crossShard()) {
            throw new IllegalArgumentException(refund.id() + " is no refund within a shard that has ended well");
        }
    }

    @Override
    public int shard(ShardMap map) {
        return refund.payerShard();
    }

    @Override
    public void needs(BatchNeeds needs) {
        needs.transferByKey(source().userId(), key());
        needs.refundTotal(Objects.requireNonNull(refund.parentId()));
        FirstLeg.of(order()).needs(needs);
        needs.fees(refund.terms(), refund.currency());
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public InitiateAnswer decide(BatchState state) {
        Optional<Transfer> earlier = state.transferByKey(source().userId(), key());
        if (earlier.isPresent()) {
            return new InitiateAnswer.Decided(earlier.get(), !earlier.get().id().equals(id));
        }
        FirstLeg leg = FirstLeg.of(order());
        Objection objection = leg.objection(state, From.EVEN_FROZEN, Rules.NONE);
        TransferStatus end = objection == null ? TransferStatus.COMPLETED : TransferStatus.FAILED;
        Transfer made = Transfer.begin(order(), end, objection == null ? null : objection.reason(), state.now());
        if (objection == null) {
            leg.post(state);
            takeFees(state);
            RefundTotal total = state.refundTotal(Objects.requireNonNull(refund.parentId()))
                    .orElseThrow(() -> new IllegalStateException("nothing is known of refund " + refund.id()));
            state.giveBack(total.undone(refund.amountMinor(), refund.terms().back()));
        }
        state.create(made);
        state.publish(
                BatchEvents.initiated(made, state.book().find(source().id()).orElseThrow(), refund.createdAt()));
        state.publish(BatchEvents.ended(made));
        return new InitiateAnswer.Decided(made, false);
    }

    /** What it gave back of fees is earned again. */
    private void takeFees(BatchState state) {
        Terms.GivenBack back = refund.terms().back();
        takeFee(state, refund.payerAccount(), back.payerMinor());
    }

    private void takeFee(BatchState state, UUID account, long minor) {
        if (minor > 0) {
            state.book()
                    .post(
                            id,
                            EntryKind.FEE,
                            new Posting(account, -minor),
                            new Posting(SystemAccounts.fees(refund.currency()), minor));
        }
    }

    private String key() {
        return KEY + refund.id();
    }

    private TransferOrder order() {
        return new TransferOrder(
                id,
                key(),
                refund.payeeRef(),
                source(),
                refund.payerRef(),
                new AccountIdentity(refund.payerAccount(), refund.payerUser(), "", refund.currency()),
                refund.payeeShard(),
                refund.payerShard(),
                refund.amountMinor(),
                refund.currency(),
                note,
                TransferKind.REVERSAL,
                refund.id());
    }

    private AccountIdentity source() {
        return new AccountIdentity(
                Objects.requireNonNull(refund.payeeAccount()),
                Objects.requireNonNull(refund.payeeUser()),
                "",
                refund.currency());
    }
}
