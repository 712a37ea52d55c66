package io.groat.rule;

import io.groat.db.Column;
import io.groat.db.Rows;
import io.groat.db.Table;
import io.r2dbc.spi.Readable;

/** Rows of {@code limit_usage}. */
public final class UsageRows {

    public static final Table<Usage> TABLE = new Table<>("limit_usage");

    private static final Column ACCOUNT_ID = TABLE.fixed("account_id", (values, usage) -> values.id(usage.accountId()));
    private static final Column ENDS_AT =
            TABLE.fixed("ends_at", (values, usage) -> values.time(usage.period().end()));
    private static final Column LIMIT_NAME = TABLE.fixed("limit_name", (values, usage) -> values.text(usage.limit()));
    private static final Column STARTS_AT = TABLE.fixed(
            "starts_at", (values, usage) -> values.time(usage.period().start()));
    private static final Column AMOUNT =
            TABLE.changing("amount", (values, usage) -> values.number(usage.amountMinor()));
    private static final Column MOVEMENTS =
            TABLE.changing("movements", (values, usage) -> values.number(usage.movements()));

    private UsageRows() {}

    public static Usage read(Readable row) {
        return new Usage(
                Rows.getId(row, ACCOUNT_ID),
                Rows.getText(row, LIMIT_NAME),
                new Period(Rows.getTime(row, STARTS_AT), Rows.getTime(row, ENDS_AT)),
                Rows.getLong(row, AMOUNT),
                Rows.getLong(row, MOVEMENTS));
    }
}
