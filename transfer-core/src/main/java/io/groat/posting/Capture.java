package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.hold.Hold;
import io.groat.hold.HoldStatus;
import io.groat.posting.FirstLeg.From;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.shard.ShardMap;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a hold has reserved, or a part of it, for its payee: a movement of its own, on the payer's shard. Several may
 * follow until the last, which lets the rest go. Across shards its money goes by clearing and its end is decided as any
 * transfer's; what is refused there is reserved once more, see {@link Settle}.
 *
 * <p>Refusals leave no trace: nothing was taken from the hold.
 *
 * @param id the capture's if this request turns out to be the first of its key
 * @param idempotencyKey the hold's own
 * @param hold as the payer's shard wrote it
 * @param amountMinor minor units, above zero; null for all that is left, which is the last
 * @param last whether what is left after it is let go
 */
public record Capture(
        UUID id, String idempotencyKey, Hold hold, @Nullable Long amountMinor, boolean last, TransferNote note)
        implements Command<InitiateAnswer> {

    private static final String AMOUNT = "amount";

    @Override
    public int shard(ShardMap map) {
        return hold.payerShard();
    }

    @Override
    public void needs(BatchNeeds needs) {
        needs.hold(hold.id());
        needs.counted(hold.terms(), hold.payerAccount());
        needs.transferByKey(hold.payerUser(), hold.captureKey(idempotencyKey));
        FirstLeg.of(order(1)).needs(needs);
        needs.fees(hold.terms().type(), hold.currency());
        needs.systemAccounts(hold.currency());
    }

    @Override
    public InitiateAnswer decide(BatchState state) {
        Optional<Transfer> earlier = state.transferByKey(hold.payerUser(), hold.captureKey(idempotencyKey));
        if (earlier.isPresent()) {
            return again(earlier.get());
        }
        Hold current = state.hold(hold.id())
                .orElseThrow(() -> new IllegalStateException("hold " + hold.id() + " is not on its shard"));
        Refusal closed = current.status() == HoldStatus.UNDER_REVIEW && !current.isOver(state.now())
                ? Refusal.HOLD_UNDER_REVIEW
                : ChangeHold.notOpen(state, current);
        if (closed != null) {
            return new InitiateAnswer.TurnedDown(Refused.of(closed));
        }
        long amount = amountMinor == null ? current.remainingMinor() : amountMinor;
        if (amount > current.remainingMinor()) {
            return new InitiateAnswer.TurnedDown(Refused.of(
                    Refusal.CAPTURE_TOO_LARGE, AMOUNT, "Of the hold " + current.remainingMinor() + " is left"));
        }
        Rules rules = Rules.of(state, current.terms().type());
        FirstLeg leg = FirstLeg.of(order(amount), rules.termsOfCapture(current.terms(), amount));
        Objection objection = leg.objection(state, From.RESERVED, rules);
        return objection == null
                ? new InitiateAnswer.Decided(move(state, current, leg, rules, amount), false)
                : new InitiateAnswer.TurnedDown(Refused.of(objection.reason()));
    }

    private InitiateAnswer again(Transfer earlier) {
        if (amountMinor != null && amountMinor != earlier.amountMinor()) {
            return Initiate.conflict(earlier, AMOUNT);
        }
        return Objects.equals(earlier.note().reference(), note.reference())
                ? new InitiateAnswer.Decided(earlier, !earlier.id().equals(id))
                : Initiate.conflict(earlier, "reference");
    }

    private Transfer move(BatchState state, Hold current, FirstLeg leg, Rules rules, long amount) {
        Hold next = current.captured(amount, last || amountMinor == null, state.now());
        // All that is no longer reserved: what is captured, and what the last capture leaves.
        state.book().release(hold.payerAccount(), current.remainingMinor() - next.remainingMinor());
        leg.post(state);
        rules.countIn(state, state.book().find(leg.counterparty()).orElseThrow(), amount);
        ChangeHold.giveBackReleased(state, current, next);
        Transfer capture = Transfer.begin(
                order(amount),
                leg.terms(),
                hold.crossShard() ? TransferStatus.PENDING : TransferStatus.COMPLETED,
                null,
                state.now());
        state.change(next);
        state.create(capture);
        Account payer = state.book().find(hold.payerAccount()).orElseThrow();
        state.publish(BatchEvents.initiated(capture, payer, hold.createdAt()));
        if (capture.status().isFinal()) {
            state.publish(BatchEvents.ended(capture));
            Commissions.pay(state, capture);
        }
        return capture;
    }

    private TransferOrder order(long amount) {
        UUID payee = hold.payeeAccount();
        String payeeUser = hold.payeeUser();
        return new TransferOrder(
                id,
                hold.captureKey(idempotencyKey),
                hold.payerRef(),
                new AccountIdentity(hold.payerAccount(), hold.payerUser(), AccountRef.MAIN, hold.currency()),
                hold.payeeRef(),
                payee == null || payeeUser == null
                        ? null
                        : new AccountIdentity(payee, payeeUser, AccountRef.MAIN, hold.currency()),
                hold.payerShard(),
                hold.payeeShard(),
                amount,
                hold.currency(),
                note,
                TransferKind.CAPTURE,
                hold.id());
    }
}
