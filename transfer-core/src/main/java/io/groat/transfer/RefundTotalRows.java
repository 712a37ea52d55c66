package io.groat.transfer;

import static io.groat.db.Rows.getId;
import static io.groat.db.Rows.getLong;

import io.groat.db.Column;
import io.groat.db.Table;
import io.r2dbc.spi.Readable;

/** Rows of {@code refund_totals}. */
public final class RefundTotalRows {

    public static final Table<RefundTotal> TABLE = new Table<>("refund_totals");

    private static final Column MOVEMENT_ID =
            TABLE.key("movement_id", (values, total) -> values.id(total.movementId()));
    private static final Column ORIGINAL =
            TABLE.fixed("original", (values, total) -> values.number(total.originalMinor()));
    private static final Column REFUNDED =
            TABLE.changing("refunded", (values, total) -> values.number(total.refundedMinor()));
    private static final Column PENDING =
            TABLE.changing("pending", (values, total) -> values.number(total.pendingMinor()));

    private static final Column PAYERS_FEE =
            TABLE.changing("payers_fee", (values, total) -> values.number(total.payersFeeMinor()));
    private static final Column PAYEES_FEE =
            TABLE.changing("payees_fee", (values, total) -> values.number(total.payeesFeeMinor()));

    private RefundTotalRows() {}

    public static RefundTotal read(Readable row) {
        return new RefundTotal(
                getId(row, MOVEMENT_ID),
                getLong(row, ORIGINAL),
                getLong(row, REFUNDED),
                getLong(row, PENDING),
                getLong(row, PAYERS_FEE),
                getLong(row, PAYEES_FEE));
    }
}
