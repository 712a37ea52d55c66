package io.groat.settlement;

import static io.groat.db.Rows.findTime;
import static io.groat.db.Rows.getId;
import static io.groat.db.Rows.getInt;
import static io.groat.db.Rows.getText;
import static io.groat.db.Rows.getTime;

import io.groat.db.Column;
import io.groat.db.Table;
import io.r2dbc.spi.Readable;

/** Rows of {@code settled_items}. */
public final class SettledItemRows {

    public static final Table<SettledItem> TABLE = new Table<>("settled_items");

    private static final Column GATEWAY = TABLE.fixed("gateway", (values, item) -> values.text(item.gateway()));
    private static final Column SUBJECT = TABLE.fixed("subject", (values, item) -> values.text(item.subject()));
    private static final Column BY_ID = TABLE.fixed("by_id", (values, item) -> values.id(item.byId()));
    private static final Column BY_LINE = TABLE.fixed("by_line", (values, item) -> values.number(item.byLine()));
    private static final Column ROW_KEY = TABLE.fixed("row_key", (values, item) -> values.text(item.rowKey()));
    private static final Column OCCURRED_AT =
            TABLE.fixed("occurred_at", (values, item) -> values.time(item.occurredAt()));
    private static final Column CREATED_AT = TABLE.fixed("created_at", (values, item) -> values.time(item.createdAt()));
    private static final Column SETTLED_AT =
            TABLE.changing("settled_at", (values, item) -> values.time(item.settledAt()));

    private SettledItemRows() {}

    public static SettledItem read(Readable row) {
        return new SettledItem(
                getText(row, GATEWAY),
                getText(row, SUBJECT),
                getId(row, BY_ID),
                getInt(row, BY_LINE),
                getText(row, ROW_KEY),
                getTime(row, OCCURRED_AT),
                getTime(row, CREATED_AT),
                findTime(row, SETTLED_AT));
    }
}
