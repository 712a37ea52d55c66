package io.groat.transfer;

import io.groat.rule.Fee;
import io.groat.rule.Fee.PaidBy;
import io.groat.rule.Terms;
import io.groat.rule.Terms.GivenBack;
import java.util.UUID;

/**
 * How much of a movement has been given back. It stands on the shard of the movement's payee, who gives back, and changes
 * in the transaction that takes the money: so no race gives back more than came.
 *
 * @param movementId the movement that is given back
 * @param originalMinor what it moved, in minor units
 * @param refundedMinor what has arrived at its payer again
 * @param pendingMinor what is on its way there
 * @param payersFeeMinor what was given back of the fee that its payer paid, and is on its way
 * @param payeesFeeMinor the same of its payee's
 */
public record RefundTotal(
        UUID movementId,
        long originalMinor,
        long refundedMinor,
        long pendingMinor,
        long payersFeeMinor,
        long payeesFeeMinor) {

    public RefundTotal {
        if (refundedMinor < 0 || pendingMinor < 0 || refundedMinor > originalMinor - pendingMinor) {
            throw new IllegalStateException("of " + originalMinor + " of movement " + movementId + " " + refundedMinor
                    + " would be refunded and " + pendingMinor + " on its way");
        }
    }

    /** Of a movement of which nothing has been given back. */
    public static RefundTotal none(Transfer original) {
        return new RefundTotal(original.id(), original.amountMinor(), 0, 0, 0, 0);
    }

    /** What can still be given back. */
    public long leftMinor() {
        return originalMinor - refundedMinor - pendingMinor;
    }

    /**
     * What a refund gives back of fees.
     *
     * @param terms the movement's
     */
    public GivenBack feesBack(Terms terms, long amountMinor) {
        long left = leftMinor() - amountMinor;
        return new GivenBack(
                Fee.back(terms.refundableMinor(PaidBy.PAYEE), payeesFeeMinor, originalMinor, amountMinor, left),
                Fee.back(terms.refundableMinor(PaidBy.PAYER), payersFeeMinor, originalMinor, amountMinor, left));
    }

    /** After a refund that began: on its way, or there at once where it is within a shard. */
    public RefundTotal begun(long amountMinor, GivenBack fees, boolean ended) {
        return new RefundTotal(
                movementId,
                originalMinor,
                refundedMinor + (ended ? amountMinor : 0),
                pendingMinor + (ended ? 0 : amountMinor),
                payersFeeMinor + fees.payeeMinor(),
                payeesFeeMinor + fees.payerMinor());
    }

    /** After one that had arrived came back, so that it can be made again. */
    public RefundTotal undone(long amountMinor, GivenBack fees) {
        return new RefundTotal(
                movementId,
                originalMinor,
                refundedMinor - amountMinor,
                pendingMinor,
                payersFeeMinor - fees.payeeMinor(),
                payeesFeeMinor - fees.payerMinor());
    }

    /** After one that was on its way has arrived, or came back and can be made again. */
    public RefundTotal ended(long amountMinor, GivenBack fees, boolean arrived) {
        return new RefundTotal(
                movementId,
                originalMinor,
                refundedMinor + (arrived ? amountMinor : 0),
                pendingMinor - amountMinor,
                payersFeeMinor - (arrived ? 0 : fees.payeeMinor()),
                payeesFeeMinor - (arrived ? 0 : fees.payerMinor()));
    }
}
