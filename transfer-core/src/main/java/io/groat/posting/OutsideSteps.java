package io.groat.posting;

import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import java.util.regex.Pattern;

/**
 * Which movements are steps of an order, a payout or a dispute, whose own events tell the user of them. The keys tell, under
 * which their engines move:
 *
 * <pre>
 * DEPOSIT     USER/order/ORDER/PAYMENT   what an order has brought
 * WITHDRAWAL  payout/PAYOUT              what a payout takes
 * REVERSAL    return/PAYOUT              what came back of a payout
 * REVERSAL    undo/MOVEMENT              what came back of such a refund, or of a dispute
 * </pre>
 *
 * What a refund to the source or a dispute takes is none: that money is gone is told for itself, when it goes.
 */
final class OutsideSteps {

    private static final String ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Pattern DEPOSIT = Pattern.compile("[^/]+/order/" + ID + "/.+");
    private static final Pattern OUT = Pattern.compile("payout/" + ID);
    private static final Pattern BACK = Pattern.compile("(?:return|undo)/" + ID);

    private OutsideSteps() {}

    static boolean isOne(Transfer transfer) {
        TransferKind kind = transfer.kind();
        String key = transfer.idempotencyKey();
        if (kind.equals(TransferKind.DEPOSIT)) {
            return DEPOSIT.matcher(key).matches();
        }
        if (kind.equals(TransferKind.WITHDRAWAL)) {
            return OUT.matcher(key).matches();
        }
        return kind.equals(TransferKind.REVERSAL) && BACK.matcher(key).matches();
    }
}
