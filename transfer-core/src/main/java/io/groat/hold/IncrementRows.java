package io.groat.hold;

import io.groat.db.Column;
import io.groat.db.Rows;
import io.groat.db.Table;
import io.r2dbc.spi.Readable;

/** Rows of {@code hold_increments}. */
public final class IncrementRows {

    public static final Table<Increment> TABLE = new Table<>("hold_increments");

    private static final Column HOLD_ID = TABLE.fixed("hold_id", (values, one) -> values.id(one.holdId()));
    private static final Column IDEMPOTENCY_KEY =
            TABLE.fixed("idempotency_key", (values, one) -> values.text(one.idempotencyKey()));
    private static final Column AMOUNT = TABLE.fixed("amount", (values, one) -> values.number(one.amountMinor()));
    private static final Column AT = TABLE.fixed("at", (values, one) -> values.time(one.at()));

    private IncrementRows() {}

    public static Increment read(Readable row) {
        return new Increment(
                Rows.getId(row, HOLD_ID),
                Rows.getText(row, IDEMPOTENCY_KEY),
                Rows.getLong(row, AMOUNT),
                Rows.getTime(row, AT));
    }
}
