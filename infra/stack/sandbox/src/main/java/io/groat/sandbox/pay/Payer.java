package io.groat.sandbox.pay;

import io.groat.sandbox.book.Change;
import io.groat.sandbox.event.Telling;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.model.Checkout;
import io.groat.sandbox.model.Defaults;
import io.groat.sandbox.model.Delivery;
import io.groat.sandbox.model.Payment;
import io.groat.sandbox.model.Provider;
import io.groat.sandbox.money.Disputes;
import io.groat.sandbox.money.Payments;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Somebody pays, in one of the ways there are. */
public final class Payer {

    private static final long OLD_SECONDS = Duration.ofMinutes(10).toSeconds();
    private static final Telling A_LITTLE_LATER = Telling.late(1_500);

    private final Payments payments;
    private final Disputes disputes;

    public Payer(Payments payments, Disputes disputes) {
        this.payments = payments;
        this.disputes = disputes;
    }

    /** @return the payments that were made, failed ones too */
    List<Payment> pay(Change change, Checkout checkout, How how, Instrument by, OptionalLong amount, long delayMillis) {
        boolean again = how == How.TWICE && checkout.status() == Checkout.Status.PAID;
        if (checkout.status() != Checkout.Status.OPEN && !again) {
            throw Refusal.conflict("it is " + checkout.status() + " already");
        }
        if (by.declined() || how == How.DECLINE) {
            return List.of(payments.decline(change, checkout.id(), by.means(), Telling.PLAIN));
        }
        return switch (how) {
            case TWICE -> {
                Payment one = captured(change, checkout, by, Telling.PLAIN);
                yield again ? List.of(one) : List.of(one, captured(change, checkout, by, Telling.PLAIN));
            }
            case OUT_OF_ORDER -> outOfOrder(change, checkout, by);
            case WRONG_AMOUNT ->
                List.of(payments.capture(
                        change,
                        checkout.id(),
                        amount.orElse(checkout.amount() == 1 ? 2 : checkout.amount() - 1),
                        by.means(),
                        false,
                        Telling.PLAIN,
                        Telling.PLAIN));
            case REFUND_FAILS ->
                List.of(payments.capture(
                        change, checkout.id(), checkout.amount(), by.means(), true, Telling.PLAIN, Telling.PLAIN));
            case PAYOUT_RETURNS -> {
                Defaults defaults = Defaults.in(change);
                change.put(defaults.withPayoutsToReturn(defaults.payoutsToReturn() + 1));
                yield List.of(captured(change, checkout, by, Telling.PLAIN));
            }
            case DISPUTE -> {
                Payment payment = captured(change, checkout, by, Telling.PLAIN);
                disputes.open(change, payment, payment.amount(), "fraudulent", false);
                yield List.of(payment);
            }
            default -> List.of(captured(change, checkout, by, telling(how, checkout.provider(), delayMillis)));
        };
    }

    private static Telling telling(How how, Provider provider, long delayMillis) {
        return switch (how) {
            case LATE -> Telling.late(delayMillis);
            case NEVER -> Telling.SILENT;
            case BAD_SIGNATURE -> Telling.of(Delivery.Style.FORGED_FIRST);
            case REPEAT -> Telling.of(Delivery.Style.REPEATED);
            case TRUNCATED -> Telling.of(Delivery.Style.TRUNCATED_FIRST);
            // A signature without a time is never old.
            case OLD ->
                Telling.of(provider == Provider.STRIPE ? Delivery.Style.OLD_FIRST : Delivery.Style.PLAIN)
                        .aged(OLD_SECONDS);
            default -> Telling.PLAIN;
        };
    }

    private List<Payment> outOfOrder(Change change, Checkout checkout, Instrument by) {
        if (checkout.provider() == Provider.STRIPE) {
            return List.of(
                    payments.decline(change, checkout.id(), by.means(), A_LITTLE_LATER),
                    captured(change, checkout, by, Telling.PLAIN));
        }
        return List.of(payments.capture(
                change, checkout.id(), checkout.amount(), by.means(), false, A_LITTLE_LATER, Telling.PLAIN));
    }

    private Payment captured(Change change, Checkout checkout, Instrument by, Telling telling) {
        return payments.capture(change, checkout.id(), checkout.amount(), by.means(), false, telling, telling);
    }
}
