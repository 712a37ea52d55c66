package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountIdentity;
import io.groat.posting.FirstLeg.From;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.rule.Terms;
import io.groat.shard.ShardMap;
import io.groat.transfer.TransferOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a payment would come to on its payer's shard: the same rules as of {@link Initiate}, and nothing is done.
 *
 * @param unmet why the payee can't be paid, as its shard has said; null when nothing is known against it
 */
public record Preview(TransferOrder order, @Nullable Refusal unmet) implements Command<PreviewAnswer> {

    @Override
    public int shard(ShardMap map) {
        return order.payerShard();
    }

    @Override
    public void needs(BatchNeeds needs) {
        needs.account(order.payer().id());
        if (unmet == null) {
            FirstLeg.of(order).needs(needs);
            needs.fees(order.type(), order.currency());
            PayeeNames.of(order).needs(needs, order.type(), order.payer().id());
            needs.systemAccounts(order.currency());
        }
    }

    @Override
    public PreviewAnswer decide(BatchState state) {
        Optional<Account> payer = state.book().find(order.payer().id());
        Refused refused =
                payer.isEmpty() ? Refused.of(Refusal.ACCOUNT_NOT_FOUND, "payer") : turnedDown(state, payer.get());
        return refused == null ? priced(state, payer.orElseThrow()) : new PreviewAnswer.TurnedDown(refused);
    }

    private @Nullable Refused turnedDown(BatchState state, Account payer) {
        AccountIdentity payee = order.payee();
        if (payee != null && payee.id().equals(order.payer().id())) {
            return Refused.of(Refusal.SAME_ACCOUNT, "payee");
        }
        if (!payer.currency().equals(order.currency())) {
            return Refused.of(Refusal.CURRENCY_MISMATCH, "payer");
        }
        if (!state.rules().knowsTransactionType(order.type())) {
            return Refused.of(Refusal.TRANSACTION_TYPE_UNKNOWN, "type");
        }
        if (unmet != null) {
            return Refused.of(unmet, "payee");
        }
        if (state.book().find(FirstLeg.of(order).counterparty()).isEmpty()) {
            return Refused.of(Refusal.ACCOUNT_NOT_FOUND, "payee");
        }
        return payee == null || payee.currency().equals(order.currency())
                ? null
                : Refused.of(Refusal.CURRENCY_MISMATCH, "payee");
    }

    private PreviewAnswer priced(BatchState state, Account payer) {
        Rules rules = Rules.of(state, order);
        Account payee = state.book().find(FirstLeg.of(order).counterparty()).orElseThrow();
        Terms terms = rules.terms(state, payer, payee, order.amountMinor());
        FirstLeg leg = FirstLeg.of(order, terms);
        Objection objection = leg.objection(state, From.AVAILABLE, rules);
        long after = objection == null ? payer.availableMinor() - leg.totalMinor() : payer.availableMinor();
        return new PreviewAnswer.Priced(
                terms,
                leg.totalMinor(),
                after,
                objection == null ? null : objection.reason(),
                objection == null ? null : objection.hit());
    }
}
