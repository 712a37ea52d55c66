package io.groat.posting;

import io.groat.account.Account;
import io.groat.account.AccountStatus;
import io.groat.hold.Hold;
import io.groat.hold.HoldStatus;
import io.groat.hold.Increment;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.shard.ShardMap;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes a hold without moving money, on the payer's shard. Whether its time is over is judged by the batch's time, be it
 * marked so or not. What has happened already stays so and is answered as it stands.
 *
 * @param hold as the payer's shard wrote it
 */
public record ChangeHold(Hold hold, Change change) implements Command<HoldAnswer> {

    /** What is changed. */
    public sealed interface Change {

        /** Reserves more, once for each key. */
        record Increase(String idempotencyKey, long amountMinor) implements Change {}

        /** Lets it last longer, or shorter. */
        record Extend(Instant expiresAt) implements Change {}

        /** What needs no more to be said. */
        enum Plain implements Change {
            /** Lets go what is left. */
            VOID,
            /** Lets go what is left of one whose time is over. */
            EXPIRE,
            /** Ends its review: it may be captured. */
            APPROVE,
            /** Ends its review, and the hold with it. */
            DECLINE,
            /** Tells both sides that it will soon expire. */
            REMIND
        }
    }

    @Override
    public int shard(ShardMap map) {
        return hold.payerShard();
    }

    @Override
    public void needs(BatchNeeds needs) {
        needs.account(hold.payerAccount());
        needs.hold(hold.id());
        needs.counted(hold.terms(), hold.payerAccount());
        if (change instanceof Change.Increase increase) {
            needs.increment(hold.id(), increase.idempotencyKey());
            PayeeNames.of(hold).needs(needs, hold.terms().type(), hold.payerAccount());
        }
    }

    @Override
    public boolean goesOn() {
        return change == Change.Plain.EXPIRE || change == Change.Plain.APPROVE || change == Change.Plain.DECLINE;
    }

    @Override
    public HoldAnswer decide(BatchState state) {
        Hold current = state.hold(hold.id())
                .orElseThrow(() -> new IllegalStateException("hold " + hold.id() + " is not on its shard"));
        if (change instanceof Change.Increase increase) {
            return increase(state, current, increase);
        }
        if (change instanceof Change.Extend extend) {
            return extend(state, current, extend.expiresAt());
        }
        return change((Change.Plain) change, state, current);
    }

    private static HoldAnswer change(Change.Plain change, BatchState state, Hold current) {
        return switch (change) {
            case VOID -> voided(state, current);
            case EXPIRE -> expire(state, current);
            case APPROVE -> approve(state, current);
            case DECLINE -> decline(state, current);
            case REMIND -> remind(state, current);
        };
    }

    private static HoldAnswer increase(BatchState state, Hold current, Change.Increase increase) {
        Optional<Increment> earlier = state.increment(current.id(), increase.idempotencyKey());
        if (earlier.isPresent()) {
            return earlier.get().amountMinor() == increase.amountMinor()
                    ? new HoldAnswer.Stands(current, true)
                    : new HoldAnswer.TurnedDown(
                            Refused.of(Refusal.IDEMPOTENCY_CONFLICT, "amount", "The key stands for another increment"));
        }
        Refusal refusal = notOpen(state, current);
        if (refusal != null) {
            return new HoldAnswer.TurnedDown(Refused.of(refusal));
        }
        Account payer = state.book().find(current.payerAccount()).orElseThrow();
        if (payer.status() != AccountStatus.OPEN) {
            return new HoldAnswer.TurnedDown(Refused.of(Refusal.ACCOUNT_FROZEN));
        }
        if (current.amountMinor() > Long.MAX_VALUE - increase.amountMinor()) {
            return new HoldAnswer.TurnedDown(Refused.of(Refusal.BALANCE_OVERFLOW));
        }
        Objection objection = objection(state, current, payer, increase.amountMinor());
        if (objection != null) {
            return new HoldAnswer.TurnedDown(objection.refused());
        }
        state.book().hold(payer.id(), increase.amountMinor());
        state.add(new Increment(current.id(), increase.idempotencyKey(), increase.amountMinor(), state.now()));
        Rules rules = Rules.of(state, current);
        Hold increased = current.increased(increase.amountMinor(), rules.termsOfHold(state, payer), state.now());
        rules.countOut(state, payer, increased.amountMinor());
        return stands(state, increased);
    }

    /**
     * What speaks against it. All of the hold is counted anew, by the rules of now and as of now; what it was counted as
     * before is taken back, unless it stays as it was.
     */
    private static @Nullable Objection objection(BatchState state, Hold current, Account payer, long more) {
        Rules.giveBack(state, payer, current.terms(), current.countedAt(), current.amountMinor(), 1);
        Objection objection = Rules.of(state, current)
                .ofPayer(state, payer, more, current.amountMinor() + more, FirstLeg.From.TO_RESERVE);
        if (objection != null) {
            Rules.giveBack(state, payer, current.terms(), current.countedAt(), -current.amountMinor(), -1);
        }
        return objection;
    }

    private static HoldAnswer extend(BatchState state, Hold current, Instant end) {
        Refusal refusal = notOpen(state, current);
        if (refusal != null) {
            return new HoldAnswer.TurnedDown(Refused.of(refusal));
        }
        if (!state.now().isBefore(end)) {
            return HoldAnswer.turnedDown(Refusal.HOLD_EXPIRED, "expiresAt");
        }
        return current.expiresAt().equals(end)
                ? new HoldAnswer.Stands(current, true)
                : stands(state, current.until(end));
    }

    private static HoldAnswer voided(BatchState state, Hold current) {
        if (current.status() == HoldStatus.RELEASED) {
            return new HoldAnswer.Stands(current, true);
        }
        Refusal refusal = notOpen(state, current);
        return refusal != null
                ? new HoldAnswer.TurnedDown(Refused.of(refusal))
                : end(state, current, HoldStatus.RELEASED, null);
    }

    /** One that was extended meanwhile, or has ended, stays as it is. */
    private static HoldAnswer expire(BatchState state, Hold current) {
        return current.status().isOpen() && current.isOver(state.now())
                ? end(state, current, HoldStatus.EXPIRED, null)
                : new HoldAnswer.Stands(current, true);
    }

    private static HoldAnswer approve(BatchState state, Hold current) {
        return current.status() == HoldStatus.UNDER_REVIEW
                ? stands(state, current.approved())
                : new HoldAnswer.Stands(current, true);
    }

    private static HoldAnswer decline(BatchState state, Hold current) {
        return current.status() == HoldStatus.UNDER_REVIEW
                ? end(state, current, HoldStatus.RELEASED, Refusal.PAYMENT_DECLINED)
                : new HoldAnswer.Stands(current, true);
    }

    private static HoldAnswer remind(BatchState state, Hold current) {
        if (!current.status().isOpen() || current.reminded() || current.isOver(state.now())) {
            return new HoldAnswer.Stands(current, true);
        }
        Hold told = current.told();
        state.publish(BatchEvents.expiring(told, state.now()));
        return stands(state, told);
    }

    private static HoldAnswer end(BatchState state, Hold current, HoldStatus end, @Nullable Refusal reason) {
        Hold ended = current.ended(end, reason, state.now());
        state.book().release(current.payerAccount(), current.remainingMinor());
        giveBackReleased(state, current, ended);
        state.publish(BatchEvents.ended(ended));
        return stands(state, ended);
    }

    /** What is reserved no more, and was not taken, counts on no limit. */
    static void giveBackReleased(BatchState state, Hold before, Hold after) {
        long released = after.releasedMinor() - before.releasedMinor();
        if (released > 0) {
            Account payer = state.book().find(after.payerAccount()).orElseThrow();
            int movements = after.capturedMinor() == 0 ? 1 : 0;
            Rules.giveBack(state, payer, before.terms(), before.countedAt(), released, movements);
        }
    }

    private static HoldAnswer stands(BatchState state, Hold changed) {
        state.change(changed);
        return new HoldAnswer.Stands(changed, false);
    }

    /** Why nothing can be done with it; null while it is open and its time not over. */
    static @Nullable Refusal notOpen(BatchState state, Hold current) {
        if (current.status() == HoldStatus.EXPIRED || (current.status().isOpen() && current.isOver(state.now()))) {
            return Refusal.HOLD_EXPIRED;
        }
        return current.status().isOpen() ? null : Refusal.HOLD_ENDED;
    }
}
