package io.groat.posting;

import io.groat.account.AccountIdentity;
import io.groat.posting.FirstLeg.From;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.rule.Terms;
import io.groat.rule.TransactionType;
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
import org.jspecify.annotations.Nullable;

/**
 * Gives back what a movement brought, or a part of it: a movement of its own, on the shard of the first one's payee, who
 * pays it. That shard holds how much is left of the first; the same transaction takes it from there and from the account.
 * Across shards its money goes by clearing and its end is decided as any transfer's; what is refused there is left once
 * more.
 *
 * <p>What is more than is left is turned down without a trace, since what is on its way may come back; what the accounts do
 * not allow is kept under the key as FAILED. A reversal takes from a frozen account, too.
 *
 * @param id the refund's if this request turns out to be the first of its key
 * @param original as it ended: COMPLETED
 * @param amountMinor minor units, above zero; null for all that is left
 * @param kind REFUND or REVERSAL
 */
public record Refund(
        UUID id,
        String idempotencyKey,
        Transfer original,
        @Nullable Long amountMinor,
        TransferKind kind,
        TransferNote note)
        implements Command<InitiateAnswer> {

    private static final String AMOUNT = "amount";

    public Refund {
        if (original.status() != TransferStatus.COMPLETED || !kind.givesBack()) {
            throw new IllegalArgumentException(original.id() + " is " + original.status() + " and can't be refunded");
        }
    }

    @Override
    public int shard(ShardMap map) {
        return original.payeeShard();
    }

    @Override
    public void needs(BatchNeeds needs) {
        needs.transferByKey(payer().userId(), idempotencyKey);
        needs.refundTotal(original.id());
        leg(1).needs(needs);
        needs.fees(original.terms(), original.currency());
        needs.counted(original.terms(), original.payerAccount());
        needs.systemAccounts(original.currency());
    }

    @Override
    public InitiateAnswer decide(BatchState state) {
        Optional<Transfer> earlier = state.transferByKey(payer().userId(), idempotencyKey);
        if (earlier.isPresent()) {
            return again(earlier.get());
        }
        RefundTotal total = state.refundTotal(original.id()).orElseGet(() -> RefundTotal.none(original));
        if (total.leftMinor() == 0) {
            return InitiateAnswer.turnedDown(Refusal.ALREADY_REFUNDED, "id");
        }
        long amount = amountMinor == null ? total.leftMinor() : amountMinor;
        if (amount > total.leftMinor()) {
            return new InitiateAnswer.TurnedDown(
                    Refused.of(Refusal.REFUND_TOO_LARGE, AMOUNT, "Of the movement " + total.leftMinor() + " is left"));
        }
        Terms terms = Terms.givingBack(total.feesBack(original.terms(), amount).with(counted(state, amount)));
        FirstLeg leg = FirstLeg.of(order(amount), terms);
        From source = kind.equals(TransferKind.REVERSAL) ? From.EVEN_FROZEN : From.AVAILABLE;
        Objection objection = leg.objection(state, source, Rules.NONE);
        return new InitiateAnswer.Decided(
                objection == null ? move(state, leg, total, amount) : fail(state, amount, objection.reason()), false);
    }

    /**
     * How the movement was counted on its payer's limits, where its type gives that back; null else. Of a capture what was
     * reserved counts, and stays.
     */
    private Terms.@Nullable Counted counted(BatchState state, long amount) {
        Terms judged = original.terms();
        boolean givenBack = state.rules()
                .transactionType(judged.type(), judged.typeVersion())
                .filter(TransactionType::refundsGiveBackLimits)
                .isPresent();
        boolean wasCounted = judged.payer() != null || judged.beneficiary() != null;
        return givenBack && wasCounted && !original.kind().equals(TransferKind.CAPTURE)
                ? new Terms.Counted(
                        original.createdAt(),
                        judged.type(),
                        judged.payer(),
                        judged.beneficiary(),
                        amount == original.amountMinor())
                : null;
    }

    private InitiateAnswer again(Transfer earlier) {
        String difference = difference(earlier);
        return difference == null
                ? new InitiateAnswer.Decided(earlier, !earlier.id().equals(id))
                : Initiate.conflict(earlier, difference);
    }

    /** All that was left is as much as was left then. */
    private @Nullable String difference(Transfer earlier) {
        if (!earlier.kind().equals(kind)) {
            return "kind";
        }
        if (!original.id().equals(earlier.parentId())) {
            return "id";
        }
        if (amountMinor != null && amountMinor != earlier.amountMinor()) {
            return AMOUNT;
        }
        if (!Objects.equals(earlier.note().reference(), note.reference())) {
            return "reference";
        }
        return Objects.equals(earlier.note().description(), note.description()) ? null : "reason";
    }

    private Transfer move(BatchState state, FirstLeg leg, RefundTotal total, long amount) {
        Transfer refund = Transfer.begin(
                order(amount),
                leg.terms(),
                original.crossShard() ? TransferStatus.PENDING : TransferStatus.COMPLETED,
                null,
                state.now());
        leg.post(state);
        state.giveBack(total.begun(amount, leg.terms().back(), refund.status().isFinal()));
        state.create(refund);
        state.publish(
                BatchEvents.initiated(refund, state.book().find(payer().id()).orElseThrow(), original.createdAt()));
        if (refund.status().isFinal()) {
            Rules.giveBackRefunded(state, refund);
            state.publish(BatchEvents.ended(refund));
        }
        return refund;
    }

    private Transfer fail(BatchState state, long amount, Refusal reason) {
        Transfer failed = Transfer.begin(order(amount), TransferStatus.FAILED, reason, state.now());
        state.create(failed);
        state.publish(
                BatchEvents.initiated(failed, state.book().find(payer().id()).orElseThrow(), original.createdAt()));
        state.publish(BatchEvents.ended(failed));
        return failed;
    }

    private FirstLeg leg(long amount) {
        return FirstLeg.of(order(amount));
    }

    /** Who pays it is whom the first movement paid, and the other way round. */
    private TransferOrder order(long amount) {
        return new TransferOrder(
                id,
                idempotencyKey,
                original.payeeRef(),
                payer(),
                original.payerRef(),
                new AccountIdentity(original.payerAccount(), original.payerUser(), "", original.currency()),
                original.payeeShard(),
                original.payerShard(),
                amount,
                original.currency(),
                note,
                kind,
                original.id());
    }

    private AccountIdentity payer() {
        return new AccountIdentity(
                Objects.requireNonNull(original.payeeAccount()),
                Objects.requireNonNull(original.payeeUser()),
                "",
                original.currency());
    }
}
