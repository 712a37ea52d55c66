package io.groat.ledger;

import io.groat.db.Column;
import io.groat.db.Rows;
import io.groat.db.Table;
import io.r2dbc.spi.Readable;

/** Rows of {@code held_history}. */
public final class HeldRows {

    public static final Table<HeldPoint> TABLE = new Table<>("held_history");

    private static final Column ACCOUNT_ID = TABLE.fixed("account_id", (values, point) -> values.id(point.accountId()));
    private static final Column AT = TABLE.fixed("at", (values, point) -> values.time(point.at()));
    private static final Column HELD = TABLE.fixed("held", (values, point) -> values.number(point.heldMinor()));

    private HeldRows() {}

    public static HeldPoint read(Readable row) {
        return new HeldPoint(Rows.getId(row, ACCOUNT_ID), Rows.getTime(row, AT), Rows.getLong(row, HELD));
    }
}
