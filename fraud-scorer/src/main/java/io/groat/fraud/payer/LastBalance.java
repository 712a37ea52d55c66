package io.groat.fraud.payer;

import io.groat.fraud.payment.Amounts;
import io.groat.fraud.payment.Hashes;
import io.groat.fraud.payment.Payment;
import io.groat.fraud.window.StateBytes;
import java.util.UUID;

/**
 * What a payer's last payment left on the account. By the balance before the next one it is known what came in between, from
 * whomever: so money that is passed on at once is seen on the side of who passes it on.
 */
final class LastBalance {

    private long at;
    private long currency;
    /** In minor units. */
    private long left;

    private long payment;
    /** What the payment took, which comes back when it fails; in minor units. */
    private long taken;

    /** In major units; 0 where that can't be told. */
    double cameIn(Payment next) {
        Long before = next.balanceBefore();
        return before == null
                        || currency != Hashes.of(next.currency())
                        || next.at().toEpochMilli() < at
                ? 0
                : Amounts.major(Math.max(0, before - left), next.currency());
    }

    /** The payment has been made; one that does not tell the balance changes nothing. */
    void made(Payment made) {
        Long before = made.balanceBefore();
        long when = made.at().toEpochMilli();
        if (before == null || when < at) {
            return;
        }
        // What is held or reserved is still on the account.
        boolean moves = !made.held() && made.holdUntil() == null;
        at = when;
        currency = Hashes.of(made.currency());
        payment = made.hash();
        taken = moves ? made.amountMinor() : 0;
        left = before - taken;
    }

    void failed(UUID paymentId) {
        if (payment == Hashes.of(paymentId)) {
            left += taken;
            taken = 0;
        }
    }

    void write(StateBytes out) {
        out.putLong(at).putFixed(currency).putLong(left).putFixed(payment).putLong(taken);
    }

    static LastBalance read(StateBytes in) {
        LastBalance read = new LastBalance();
        read.at = in.getLong();
        read.currency = in.getFixed();
        read.left = in.getLong();
        read.payment = in.getFixed();
        read.taken = in.getLong();
        return read;
    }
}
