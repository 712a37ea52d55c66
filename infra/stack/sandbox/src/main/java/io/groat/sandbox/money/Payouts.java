package io.groat.sandbox.money;

import io.groat.sandbox.book.Change;
import io.groat.sandbox.event.Telling;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.model.Defaults;
import io.groat.sandbox.model.Later;
import io.groat.sandbox.model.Movement;
import io.groat.sandbox.model.Payout;
import io.groat.sandbox.model.Provider;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Money goes to banks, and sometimes comes back. */
public final class Payouts {

    private static final long LEAST_UTR = 100_000_000_000L;
    private static final RandomGenerator RANDOM = RandomGenerator.getDefault();

    private final Money money;

    public Payouts(Money money) {
        this.money = money;
    }

    public Payout make(
            Change change,
            Provider provider,
            long amount,
            String currency,
            @Nullable String reference,
            String destination,
            Map<String, String> notes) {
        Payout payout = change.put(new Payout(
                money.newId(provider, "pout", "po"),
                provider,
                amount,
                currency,
                Payout.Status.PROCESSING,
                reference,
                destination,
                notes,
                null,
                null,
                money.now()));
        Defaults defaults = Defaults.in(change);
        if (defaults.payouts() != Defaults.Course.HOLD) {
            money.later(
                    change,
                    defaults.payoutDelayMillis(),
                    defaults.payouts() == Defaults.Course.FAIL
                            ? Later.Action.PAYOUT_FAILS
                            : Later.Action.PAYOUT_PROCESSED,
                    payout.id());
        }
        return payout;
    }

    /** @throws Refusal when it has ended already */
    public Payout process(Change change, Payout payout) {
        Payout processed = change.put(processing(payout).processed(newUtr()));
        moved(change, processed, Movement.Type.PAYOUT, -payout.amount());
        return told(change, processed);
    }

    /** By itself: if payouts are to come back, or this one is, it does so later. */
    void processByDefault(Change change, Payout payout) {
        Defaults defaults = Defaults.in(change);
        Payout processed = process(change, payout);
        if (defaults.payoutsToReturn() > 0) {
            change.put(defaults.withPayoutsToReturn(defaults.payoutsToReturn() - 1));
        }
        if (defaults.payoutsToReturn() > 0 || defaults.payouts() == Defaults.Course.RETURN) {
            returnLater(change, processed);
        }
    }

    public Payout fail(Change change, Payout payout) {
        return told(change, change.put(processing(payout).ended(Payout.Status.FAILED, "the bank has refused it")));
    }

    /** One that is not processed yet is now, and comes back a little later. */
    public Payout sendBack(Change change, Payout payout) {
        if (payout.status() == Payout.Status.PROCESSING) {
            Payout processed = process(change, payout);
            returnLater(change, processed);
            return processed;
        }
        if (payout.status() != Payout.Status.PROCESSED) {
            throw Refusal.conflict("the payout has ended already: " + payout.status());
        }
        Payout reversed = change.put(payout.ended(Payout.Status.REVERSED, "the account that it was for is closed"));
        moved(change, reversed, Movement.Type.ADJUSTMENT, payout.amount());
        return told(change, reversed);
    }

    private void returnLater(Change change, Payout payout) {
        money.later(change, Defaults.in(change).returnDelayMillis(), Later.Action.PAYOUT_RETURNS, payout.id());
    }

    private void moved(Change change, Payout payout, Movement.Type type, long amount) {
        money.move(
                change, payout.provider(), type, payout.id(), amount, 0, payout.currency(), null, payout.reference());
    }

    private Payout told(Change change, Payout payout) {
        money.announcer()
                .tell(change, payout.provider(), Telling.PLAIN, (events, stamp) -> events.payoutMoved(stamp, payout));
        return payout;
    }

    private static Payout processing(Payout payout) {
        if (payout.status() != Payout.Status.PROCESSING) {
            throw Refusal.conflict("the payout has ended already: " + payout.status());
        }
        return payout;
    }

    /** Twelve digits, as banks have them. */
    private static String newUtr() {
        return String.valueOf(RANDOM.nextLong(LEAST_UTR, LEAST_UTR * 10));
    }
}
