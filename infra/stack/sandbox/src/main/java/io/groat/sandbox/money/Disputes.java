package io.groat.sandbox.money;

import io.groat.sandbox.book.Change;
import io.groat.sandbox.event.Telling;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.model.Checkout;
import io.groat.sandbox.model.Dispute;
import io.groat.sandbox.model.Movement;
import io.groat.sandbox.model.Payment;
import io.groat.sandbox.model.Provider;
import java.time.Duration;

/**
 * Payers' banks want payments back. The one provider takes the money when the merchant has lost, the other at once, and
 * gives it back when the merchant has won.
 */
public final class Disputes {

    private static final long TIME_TO_RESPOND = Duration.ofDays(7).toSeconds();

    private final Money money;

    public Disputes(Money money) {
        this.money = money;
    }

    /** @param inquiry whether the bank only asks, and moves no money yet */
    public Dispute open(Change change, Payment payment, long amount, String reason, boolean inquiry) {
        if (!payment.captured()) {
            throw Refusal.conflict("the payment has failed, so nobody can want it back");
        }
        if (amount > payment.amount() || amount <= 0) {
            throw Refusal.field("amount", "has to be between 1 and the payment's, " + payment.amount());
        }
        Dispute dispute = change.put(new Dispute(
                money.newId(payment.provider(), "disp", "dp"),
                payment.provider(),
                payment.id(),
                amount,
                payment.currency(),
                reason,
                inquiry ? Dispute.Status.INQUIRY : Dispute.Status.OPEN,
                money.now() + TIME_TO_RESPOND,
                money.now()));
        if (dispute.provider() == Provider.STRIPE && !inquiry) {
            move(change, dispute, payment, -amount);
        }
        return told(change, dispute, payment);
    }

    /** @throws Refusal when it has ended already, or opens again */
    public Dispute go(Change change, Dispute dispute, Dispute.Status next) {
        boolean asked = dispute.status() == Dispute.Status.INQUIRY;
        boolean opens = next == Dispute.Status.OPEN && !asked;
        if (dispute.status().isEnd() || opens || next == Dispute.Status.INQUIRY || next == dispute.status()) {
            throw Refusal.conflict("the dispute is " + dispute.status() + " and can't become " + next);
        }
        Dispute gone = change.put(dispute.withStatus(next));
        Payment payment = change.get(Payment.class, dispute.payment());
        boolean taken = dispute.provider() == Provider.STRIPE && !asked;
        boolean takes =
                dispute.provider() == Provider.STRIPE ? next != Dispute.Status.WON : next == Dispute.Status.LOST;
        if (takes && !taken) {
            move(change, gone, payment, -dispute.amount());
        }
        if (next == Dispute.Status.WON && taken) {
            move(change, gone, payment, dispute.amount());
        }
        return told(change, gone, payment);
    }

    private void move(Change change, Dispute dispute, Payment payment, long amount) {
        money.move(
                change,
                dispute.provider(),
                Movement.Type.ADJUSTMENT,
                dispute.id(),
                amount,
                0,
                dispute.currency(),
                payment.checkout(),
                change.get(Checkout.class, payment.checkout()).reference());
    }

    private Dispute told(Change change, Dispute dispute, Payment payment) {
        money.announcer()
                .tell(
                        change,
                        dispute.provider(),
                        Telling.PLAIN,
                        (events, stamp) -> events.disputeMoved(stamp, dispute, payment));
        return dispute;
    }
}
