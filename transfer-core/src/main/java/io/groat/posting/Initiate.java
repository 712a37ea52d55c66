package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountIdentity;
import io.groat.account.AccountRef;
import io.groat.account.FundingSource;
import io.groat.posting.FirstLeg.From;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.rule.Terms;
import io.groat.rule.TransactionType;
import io.groat.shard.ShardMap;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first leg of a transfer, on the payer's shard; the only one when the payee is there too. It either finds
 * what the same key did before, or turns the request down without a trace, or writes the transfer: COMPLETED
 * on one shard, PENDING with its money in clearing across shards, HELD with its money reserved where a decision is
 * waited for, FAILED when the verdict refuses it or a rule does whose refusals are {@linkplain Refusal#isRecorded kept}.
 *
 * @param unmet why the payee can't be paid, as its shard has said; null when nothing is known against it
 */
public record Initiate(
        TransferOrder order, Verdict verdict, @Nullable Refusal unmet) implements Command<InitiateAnswer> {

    private static final String PAYER = "payer";
    private static final String PAYEE = "payee";

    public Initiate(TransferOrder order, Verdict verdict) {
        this(order, verdict, null);
    }

    /** A transfer that nothing speaks against. */
    public Initiate(TransferOrder order) {
        this(order, Verdict.PASS);
    }

    /** A transfer whose payee is not there, or has no account in that currency. */
    public static Initiate unmet(TransferOrder order, Refusal why) {
        return new Initiate(order, Verdict.PASS, why);
    }

    @Override
    public int shard(ShardMap map) {
        return order.payerShard();
    }

    @Override
    public void needs(BatchNeeds needs) {
        needs.account(order.payer().id());
        source(order.payerRef(), needs);
        source(order.payeeRef(), needs);
        needs.transferByKey(order.payer().userId(), order.idempotencyKey());
        if (unmet == null) {
            FirstLeg.of(order).needs(needs);
            needs.fees(order.type(), order.currency());
            PayeeNames.of(order).needs(needs, order.type(), order.payer().id());
            needs.systemAccounts(order.currency());
        }
    }

    private void source(AccountRef ref, BatchNeeds needs) {
        if (ref instanceof AccountRef.Funding funding) {
            needs.source(new FundingSource(funding.source(), order.currency()));
        }
    }

    @Override
    public InitiateAnswer decide(BatchState state) {
        Optional<Account> payer = state.book().find(order.payer().id());
        if (payer.isEmpty()) {
            return InitiateAnswer.turnedDown(Refusal.ACCOUNT_NOT_FOUND, PAYER);
        }
        Optional<Transfer> earlier = state.transferByKey(order.payer().userId(), order.idempotencyKey());
        if (earlier.isPresent()) {
            return again(earlier.get());
        }
        AccountIdentity payee = order.payee();
        if (payee != null && payee.id().equals(order.payer().id())) {
            return InitiateAnswer.turnedDown(Refusal.SAME_ACCOUNT, PAYEE);
        }
        if (!payer.get().currency().equals(order.currency())) {
            return InitiateAnswer.turnedDown(Refusal.CURRENCY_MISMATCH, PAYER);
        }
        if (!state.rules().knowsTransactionType(order.type())) {
            return InitiateAnswer.turnedDown(Refusal.TRANSACTION_TYPE_UNKNOWN, "type");
        }
        Refusal unpayable = unpayable(state);
        return new InitiateAnswer.Decided(
                unpayable == null ? begin(state, payer.get()) : fail(state, payer.get(), ofType(), unpayable), false);
    }

    /** Nothing is judged where there is nobody to pay. */
    private Terms ofType() {
        return TransactionType.BUILT_IN.contains(order.type())
                ? Terms.USUAL
                : new Terms(order.type(), 0, null, null, List.of(), null);
    }

    /** Why nobody can be paid: kept, since a payee's shard that was away when it was asked would say the same later. */
    private @Nullable Refusal unpayable(BatchState state) {
        if (unmet != null) {
            return unmet;
        }
        if (state.book().find(FirstLeg.of(order).counterparty()).isEmpty()) {
            return Refusal.ACCOUNT_NOT_FOUND;
        }
        AccountIdentity payee = order.payee();
        return payee == null || payee.currency().equals(order.currency()) ? null : Refusal.CURRENCY_MISMATCH;
    }

    private InitiateAnswer again(Transfer earlier) {
        String difference = earlier.firstDifference(order);
        if (difference != null) {
            return conflict(earlier, difference);
        }
        return new InitiateAnswer.Decided(earlier, !earlier.id().equals(order.id()));
    }

    /** @param difference the field in which the request differs */
    static InitiateAnswer conflict(Transfer earlier, String difference) {
        return new InitiateAnswer.TurnedDown(Refused.of(
                Refusal.IDEMPOTENCY_CONFLICT,
                difference,
                "The key stands for transfer " + earlier.id() + ", which has another " + difference));
    }

    private Transfer begin(BatchState state, Account payer) {
        Rules rules = Rules.of(state, order);
        Account payee = state.book().find(FirstLeg.of(order).counterparty()).orElseThrow();
        Terms terms = rules.terms(state, payer, payee, order.amountMinor());
        FirstLeg leg = FirstLeg.of(order, terms);
        From source = verdict == Verdict.HOLD ? From.TO_RESERVE : From.AVAILABLE;
        Objection objection = leg.objection(state, source, rules);
        if (objection != null) {
            return fail(state, payer, Rules.with(terms, objection), objection.reason());
        }
        return switch (verdict) {
            case PASS -> move(state, leg, rules);
            case HOLD -> hold(state, leg, rules);
            case DECLINE -> fail(state, payer, terms, Refusal.PAYMENT_DECLINED);
        };
    }

    private Transfer fail(BatchState state, Account payer, Terms terms, Refusal reason) {
        Transfer failed = Transfer.begin(order, terms, TransferStatus.FAILED, reason, state.now());
        state.create(failed);
        state.publish(BatchEvents.initiated(failed, payer));
        state.publish(BatchEvents.ended(failed));
        return failed;
    }

    private Transfer hold(BatchState state, FirstLeg leg, Rules rules) {
        Transfer held = Transfer.begin(order, leg.terms(), TransferStatus.HELD, null, state.now());
        state.book().hold(order.payer().id(), leg.totalMinor());
        rules.countOut(state, state.book().find(order.payer().id()).orElseThrow(), order.amountMinor());
        state.create(held);
        state.publish(BatchEvents.initiated(
                held, state.book().find(order.payer().id()).orElseThrow()));
        return held;
    }

    private Transfer move(BatchState state, FirstLeg leg, Rules rules) {
        TransferStatus status = order.crossShard() ? TransferStatus.PENDING : TransferStatus.COMPLETED;
        Transfer transfer = Transfer.begin(order, leg.terms(), status, null, state.now());
        leg.post(state);
        rules.countOut(state, state.book().find(leg.payer()).orElseThrow(), order.amountMinor());
        rules.countIn(state, state.book().find(leg.counterparty()).orElseThrow(), order.amountMinor());
        state.create(transfer);
        state.publish(BatchEvents.initiated(
                transfer, state.book().find(order.payer().id()).orElseThrow()));
        if (transfer.status().isFinal()) {
            state.publish(BatchEvents.ended(transfer));
            Commissions.pay(state, transfer);
        }
        return transfer;
    }
}
