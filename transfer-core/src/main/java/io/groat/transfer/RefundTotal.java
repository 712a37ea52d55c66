package io.groat.transfer;

import java.util.UUID;

/**
 * How much of a movement has been given back. It stands on the shard of the movement's payee, who gives back, and changes
 * in the transaction that takes the money: so no race gives back more than came.
 *
 * @param movementId the movement that is given back
 * @param originalMinor what it moved, in minor units
 * @param refundedMinor what has arrived at its payer again
 * @param pendingMinor what is on its way there
 */
public record RefundTotal(UUID movementId, long originalMinor, long refundedMinor, long pendingMinor) {

    public RefundTotal {
        if (refundedMinor < 0 || pendingMinor < 0 || refundedMinor > originalMinor - pendingMinor) {
            throw new IllegalStateException("of " + originalMinor + " of movement " + movementId + " " + refundedMinor
                    + " would be refunded and " + pendingMinor + " on its way");
        }
    }

    /** Of a movement of which nothing has been given back. */
    public static RefundTotal none(Transfer original) {
        return new RefundTotal(original.id(), original.amountMinor(), 0, 0);
    }

    /** What can still be given back. */
    public long leftMinor() {
        return originalMinor - refundedMinor - pendingMinor;
    }

    /** After a refund that began: on its way, or there at once where it is within a shard. */
    public RefundTotal begun(long amountMinor, boolean ended) {
        return ended
                ? new RefundTotal(movementId, originalMinor, refundedMinor + amountMinor, pendingMinor)
                : new RefundTotal(movementId, originalMinor, refundedMinor, pendingMinor + amountMinor);
    }

    /** After one that was on its way has arrived, or came back and can be made again. */
    public RefundTotal ended(long amountMinor, boolean arrived) {
        return new RefundTotal(
                movementId, originalMinor, refundedMinor + (arrived ? amountMinor : 0), pendingMinor - amountMinor);
    }
}
