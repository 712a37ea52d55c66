package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountKind;
import io.groat.account.AccountRef;
import io.groat.account.SystemAccounts;
import io.groat.posting.BatchNeeds.MainAccount;
import io.groat.posting.FirstLeg.From;
import io.groat.refusal.Refusal;
import io.groat.rule.Fee.PaidBy;
import io.groat.rule.Terms;
import io.groat.rule.TransactionType;
import io.groat.shard.SlottedId;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Shares of a movement's fees that others get: movements of their own from the account that has earned the fee. They begin
 * in the transaction in which the movement ends well on the shard where the fee was taken, so that each is paid once, and
 * only where its fee stays. Across shards they go on as any transfer does. One that can't be paid stays FAILED, and its money
 * where the fee is; the movement knows nothing of it.
 */
final class Commissions {

    /** Where no wallet's type has a say. */
    private static final Terms TERMS = new Terms(TransactionType.COMMISSION, 0, null, null, List.of(), null);

    private Commissions() {}

    /** Pays what others get of the fees of a movement that is COMPLETED, all of it on this shard. */
    static void pay(BatchState state, Transfer movement) {
        pay(state, movement, PaidBy.PAYER, movement.payerAccount());
        UUID payee = movement.payeeAccount();
        if (payee != null) {
            pay(state, movement, PaidBy.PAYEE, payee);
        }
    }

    /**
     * Pays what others get of the fees on one side of a movement.
     *
     * @param side whose fees were taken on this shard for good
     * @param owner the account on this shard that paid them
     */
    static void pay(BatchState state, Transfer movement, PaidBy side, UUID owner) {
        List<Terms.Share> shares = movement.terms().shares(side);
        for (int i = 0; i < shares.size(); i++) {
            // Both sides' shares may begin on one shard: the payers' have odd places, the payees' even ones.
            int place = 2 * i + (side == PaidBy.PAYER ? 1 : 2);
            pay(state, movement, shares.get(i), owner, place);
        }
    }

    private static void pay(BatchState state, Transfer movement, Terms.Share share, UUID owner, int place) {
        AccountRef to = share.payee();
        Account payee = state.place().holds(to) ? find(state, to, movement).orElse(null) : null;
        TransferOrder order = order(state, movement, share, owner, place, payee);
        Account from = state.book().find(order.payer().id()).orElseThrow();
        Refusal absent = state.place().holds(to) ? absent(order, payee) : null;
        state.create(absent == null ? judged(state, order, from, payee) : failed(state, order, from, absent));
    }

    private static @Nullable Refusal absent(TransferOrder order, @Nullable Account payee) {
        if (payee == null) {
            return Refusal.ACCOUNT_NOT_FOUND;
        }
        return payee.currency().equals(order.currency()) ? null : Refusal.CURRENCY_MISMATCH;
    }

    /** @param payee null where another shard has it, and judges it */
    private static Transfer judged(BatchState state, TransferOrder order, Account from, @Nullable Account payee) {
        Rules rules = Rules.of(state, TransactionType.COMMISSION);
        Terms judged = rules.terms(state, from, payee, order.amountMinor());
        Terms terms = judged.equals(Terms.USUAL) ? TERMS : judged;
        FirstLeg leg = FirstLeg.of(order, terms);
        Objection objection = leg.objection(state, From.AVAILABLE, rules);
        if (objection != null) {
            return failed(state, order, from, objection.reason());
        }
        leg.post(state);
        if (payee != null) {
            rules.countIn(state, state.book().find(payee.id()).orElseThrow(), order.amountMinor());
        }
        TransferStatus status = order.crossShard() ? TransferStatus.PENDING : TransferStatus.COMPLETED;
        return told(state, Transfer.begin(order, terms, status, null, state.now()), from);
    }

    private static Transfer failed(BatchState state, TransferOrder order, Account from, Refusal reason) {
        return told(state, Transfer.begin(order, TERMS, TransferStatus.FAILED, reason, state.now()), from);
    }

    private static Transfer told(BatchState state, Transfer commission, Account from) {
        state.publish(BatchEvents.initiated(commission, from));
        if (commission.status().isFinal()) {
            state.publish(BatchEvents.ended(commission));
        }
        return commission;
    }

    private static Optional<Account> find(BatchState state, AccountRef ref, Transfer movement) {
        Optional<Account> found = ref instanceof AccountRef.ById named
                ? state.book().find(named.id())
                : state.mainAccount(new MainAccount(ref.text(), movement.currency()));
        return found.filter(account -> account.kind() == AccountKind.USER);
    }

    private static TransferOrder order(
            BatchState state, Transfer movement, Terms.Share share, UUID owner, int place, @Nullable Account payee) {
        String fees = AccountRef.FEES.text();
        return new TransferOrder(
                SlottedId.following(
                        movement.id(), place, SlottedId.Kind.TRANSFER, SlottedId.slotOf(owner), state.now()),
                movement.id() + "/" + place,
                AccountRef.FEES,
                new AccountIdentity(SystemAccounts.fees(movement.currency()), fees, fees, movement.currency()),
                share.payee(),
                payee == null ? null : new AccountIdentity(payee.id(), payee.userId(), payee.type(), payee.currency()),
                state.shard(),
                share.payee().shard(state.place().map()),
                share.amountMinor(),
                movement.currency(),
                new TransferNote(null, null, null, movement.note().trace()),
                TransferKind.COMMISSION,
                movement.id(),
                TransactionType.COMMISSION);
    }
}
