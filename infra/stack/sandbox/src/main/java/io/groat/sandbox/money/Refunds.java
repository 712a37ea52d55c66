package io.groat.sandbox.money;

import io.groat.sandbox.book.Change;
import io.groat.sandbox.event.Telling;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.model.Checkout;
import io.groat.sandbox.model.Defaults;
import io.groat.sandbox.model.Later;
import io.groat.sandbox.model.Movement;
import io.groat.sandbox.model.Payment;
import io.groat.sandbox.model.Refund;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Payments go back to their payers. */
public final class Refunds {

    private static final long FAILS_AFTER_MILLIS = 500;

    private final Money money;

    public Refunds(Money money) {
        this.money = money;
    }

    /** @param amount empty for all that is left of the payment */
    public Refund make(
            Change change, Payment payment, OptionalLong amount, @Nullable String receipt, Map<String, String> notes) {
        if (!payment.captured()) {
            throw Refusal.of(Refusal.Kind.BAD_REQUEST, "the payment has failed, so there is nothing to refund");
        }
        long left = payment.amount() - payment.refunded();
        long wanted = amount.orElse(left);
        if (wanted > left || wanted <= 0) {
            throw Refusal.field("amount", "is more than what is left of the payment, " + left);
        }
        Refund refund = change.put(new Refund(
                money.newId(payment.provider(), "rfnd", "re"),
                payment.provider(),
                payment.id(),
                wanted,
                payment.currency(),
                receipt,
                notes,
                Refund.Status.PENDING,
                money.now()));
        change.put(payment.withRefunded(payment.refunded() + wanted));
        return begin(change, refund, payment.refundsFail());
    }

    private Refund begin(Change change, Refund refund, boolean willFail) {
        Defaults defaults = Defaults.in(change);
        boolean fails = willFail || defaults.refunds() == Defaults.Course.FAIL;
        if (!fails && defaults.refunds() == Defaults.Course.HOLD) {
            return refund;
        }
        if (!fails && defaults.refundDelayMillis() == 0) {
            return process(change, refund);
        }
        money.later(
                change,
                Math.max(defaults.refundDelayMillis(), fails ? FAILS_AFTER_MILLIS : 0),
                fails ? Later.Action.REFUND_FAILS : Later.Action.REFUND_PROCESSED,
                refund.id());
        return refund;
    }

    /** @throws Refusal when it has ended already */
    public Refund process(Change change, Refund refund) {
        Refund processed = change.put(pending(refund).withStatus(Refund.Status.PROCESSED));
        Payment payment = change.get(Payment.class, refund.payment());
        money.move(
                change,
                refund.provider(),
                Movement.Type.REFUND,
                refund.id(),
                -refund.amount(),
                0,
                refund.currency(),
                payment.checkout(),
                change.get(Checkout.class, payment.checkout()).reference());
        return told(change, processed, payment);
    }

    /** The money is the payment's again. */
    public Refund fail(Change change, Refund refund) {
        Refund failed = change.put(pending(refund).withStatus(Refund.Status.FAILED));
        Payment before = change.get(Payment.class, refund.payment());
        Payment payment = change.put(before.withRefunded(before.refunded() - refund.amount()));
        return told(change, failed, payment);
    }

    private Refund told(Change change, Refund refund, Payment payment) {
        money.announcer()
                .tell(
                        change,
                        refund.provider(),
                        Telling.PLAIN,
                        (events, stamp) -> events.refundEnded(stamp, refund, payment));
        return refund;
    }

    private static Refund pending(Refund refund) {
        if (refund.status() != Refund.Status.PENDING) {
            throw Refusal.conflict("the refund has ended already: " + refund.status());
        }
        return refund;
    }
}
