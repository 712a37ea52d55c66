package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountIdentity;
import io.groat.hold.Hold;
import io.groat.hold.HoldStatus;
import io.groat.posting.FirstLeg.From;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.rule.Terms;
import io.groat.shard.ShardMap;
import io.groat.transfer.TransferOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reserves money for a payee, on the payer's shard. Nothing moves: the payer has less available. Refusals leave no trace,
 * so that the same key may be used once what was in the way is gone.
 *
 * @param order whom for, how much, and the key
 * @param verdict HOLD wants a decision before anything is captured
 * @param expiresAt when it ends; null where that is {@code lasts} from when it is made
 * @param unmet why the payee can't be paid, as its shard has said; null when nothing is known against it
 */
public record Authorize(
        TransferOrder order,
        Verdict verdict,
        @Nullable Instant expiresAt,
        Duration lasts,
        @Nullable Refusal unmet) implements Command<HoldAnswer> {

    private static final String PAYER = "payer";
    private static final String PAYEE = "payee";

    @Override
    public int shard(ShardMap map) {
        return order.payerShard();
    }

    @Override
    public void needs(BatchNeeds needs) {
        needs.account(order.payer().id());
        needs.holdByKey(order.payer().userId(), order.idempotencyKey());
        if (unmet == null) {
            FirstLeg.of(order).needs(needs);
            needs.systemAccounts(order.currency());
            PayeeNames.of(order).needs(needs, order.type(), order.payer().id());
        }
    }

    @Override
    public HoldAnswer decide(BatchState state) {
        Optional<Account> payer = state.book().find(order.payer().id());
        if (payer.isEmpty()) {
            return HoldAnswer.turnedDown(Refusal.ACCOUNT_NOT_FOUND, PAYER);
        }
        Optional<Hold> earlier = state.holdByKey(order.payer().userId(), order.idempotencyKey());
        if (earlier.isPresent()) {
            return again(earlier.get());
        }
        Refused refused = refused(state, payer.get());
        return refused == null ? new HoldAnswer.Stands(begin(state), false) : new HoldAnswer.TurnedDown(refused);
    }

    private HoldAnswer again(Hold earlier) {
        String difference = earlier.firstDifference(order);
        return difference == null
                ? new HoldAnswer.Stands(earlier, !earlier.id().equals(order.id()))
                : new HoldAnswer.TurnedDown(Refused.of(
                        Refusal.IDEMPOTENCY_CONFLICT,
                        difference,
                        "The key stands for hold " + earlier.id() + ", which has another " + difference));
    }

    private @Nullable Refused refused(BatchState state, Account payer) {
        AccountIdentity payee = order.payee();
        if (payee != null && payee.id().equals(order.payer().id())) {
            return Refused.of(Refusal.SAME_ACCOUNT, PAYEE);
        }
        if (!payer.currency().equals(order.currency())) {
            return Refused.of(Refusal.CURRENCY_MISMATCH, PAYER);
        }
        if (!state.rules().knowsTransactionType(order.type())) {
            return Refused.of(Refusal.TRANSACTION_TYPE_UNKNOWN, "type");
        }
        if (unmet != null) {
            return Refused.of(unmet, PAYEE);
        }
        if (state.book().find(FirstLeg.of(order).counterparty()).isEmpty()) {
            return Refused.of(Refusal.ACCOUNT_NOT_FOUND, PAYEE);
        }
        if (payee != null && !payee.currency().equals(order.currency())) {
            return Refused.of(Refusal.CURRENCY_MISMATCH, PAYEE);
        }
        if (expiresAt != null && !state.now().isBefore(expiresAt)) {
            return Refused.of(Refusal.HOLD_EXPIRED, "expiresAt");
        }
        Rules rules = Rules.of(state, order);
        Objection objection = FirstLeg.of(order).objection(state, From.TO_RESERVE, rules);
        if (objection != null) {
            return objection.refused();
        }
        return verdict == Verdict.DECLINE ? Refused.of(Refusal.PAYMENT_DECLINED) : null;
    }

    private Hold begin(BatchState state) {
        HoldStatus status = verdict == Verdict.HOLD ? HoldStatus.UNDER_REVIEW : HoldStatus.AUTHORIZED;
        Instant end = expiresAt == null ? state.now().plus(lasts) : expiresAt;
        Rules rules = Rules.of(state, order);
        Account payer = state.book().find(order.payer().id()).orElseThrow();
        Terms terms = rules.termsOfHold(state, payer);
        Hold hold = Hold.begin(order, terms, status, end, state.now());
        state.book().hold(hold.payerAccount(), hold.amountMinor());
        rules.countOut(state, payer, hold.amountMinor());
        state.create(hold);
        state.publish(BatchEvents.authorized(
                hold, state.book().find(hold.payerAccount()).orElseThrow()));
        return hold;
    }
}
