package io.groat.sandbox.money;

import io.groat.sandbox.book.Change;
import io.groat.sandbox.event.Telling;
import io.groat.sandbox.model.Checkout;
import io.groat.sandbox.model.Means;
import io.groat.sandbox.model.Movement;
import io.groat.sandbox.model.Payment;
import io.groat.sandbox.model.Provider;
import org.jspecify.annotations.Nullable;

/** Somebody pays, or tries to. */
public final class Payments {

    private final Money money;

    public Payments(Money money) {
        this.money = money;
    }

    /**
     * A payment that succeeds.
     *
     * @param amount what is paid, whatever was asked
     * @param ofPayment how the payment is told
     * @param ofCheckout how it is told that the checkout is paid now
     */
    public Payment capture(
            Change change,
            String checkoutId,
            long amount,
            Means means,
            boolean refundsFail,
            Telling ofPayment,
            Telling ofCheckout) {
        Checkout before = change.get(Checkout.class, checkoutId);
        boolean session = before.provider() == Provider.STRIPE;
        boolean paysUp = before.paid() + amount >= before.amount() || session;
        Checkout checkout = change.put(before.tried(amount, paysUp ? Checkout.Status.PAID : before.status()));
        Payment payment = change.put(payment(checkout, amount, means, null, refundsFail));
        money.move(
                change,
                payment.provider(),
                Movement.Type.PAYMENT,
                payment.id(),
                amount,
                payment.fee(),
                payment.currency(),
                checkout.id(),
                checkout.reference());
        money.announcer()
                .tell(
                        change,
                        checkout.provider(),
                        ofPayment,
                        (events, stamp) -> events.paymentCaptured(stamp, checkout, payment));
        // An order is paid once; a session that was paid twice is told twice, each time with another payment.
        if (paysUp && (session || before.status() != Checkout.Status.PAID)) {
            money.announcer()
                    .tell(
                            change,
                            checkout.provider(),
                            ofCheckout,
                            (events, stamp) -> events.checkoutPaid(stamp, checkout, payment));
        }
        return payment;
    }

    /** A payment that fails. */
    public Payment decline(Change change, String checkoutId, Means means, Telling telling) {
        Checkout before = change.get(Checkout.class, checkoutId);
        Checkout checkout = change.put(before.tried(0, before.status()));
        Payment payment =
                change.put(payment(checkout, checkout.amount(), means, "the payer's bank has declined it", false));
        money.announcer()
                .tell(
                        change,
                        checkout.provider(),
                        telling,
                        (events, stamp) -> events.paymentFailed(stamp, checkout, payment));
        return payment;
    }

    private Payment payment(Checkout checkout, long amount, Means means, @Nullable String error, boolean refundsFail) {
        return new Payment(
                money.newId(checkout.provider(), "pay", "pi"),
                checkout.id(),
                checkout.provider(),
                amount,
                checkout.currency(),
                means.method(),
                means.vpa(),
                means.card(),
                0,
                error == null ? Fees.of(amount) : 0,
                error,
                refundsFail,
                money.now());
    }
}
