package io.groat.ledger;

import io.groat.db.Column;
import io.groat.db.Rows;
import io.groat.db.Table;
import io.r2dbc.spi.Readable;

/** Rows of {@code ledger_entries}. */
public final class EntryRows {

    public static final Table<Entry> TABLE = new Table<>("ledger_entries");

    private static final Column ACCOUNT_ID = TABLE.fixed("account_id", (values, entry) -> values.id(entry.accountId()));
    private static final Column SEQ = TABLE.fixed("seq", (values, entry) -> values.number(entry.seq()));
    private static final Column MOVEMENT_ID =
            TABLE.fixed("movement_id", (values, entry) -> values.id(entry.movementId()));
    private static final Column KIND = TABLE.fixed("kind", (values, entry) -> values.name(entry.kind()));
    private static final Column AMOUNT = TABLE.fixed("amount", (values, entry) -> values.number(entry.amountMinor()));
    private static final Column BALANCE_AFTER =
            TABLE.fixed("balance_after", (values, entry) -> values.number(entry.balanceAfterMinor()));
    private static final Column AT = TABLE.fixed("at", (values, entry) -> values.time(entry.at()));

    private EntryRows() {}

    public static Entry read(Readable row) {
        return new Entry(
                Rows.getId(row, ACCOUNT_ID),
                Rows.getLong(row, SEQ),
                Rows.getId(row, MOVEMENT_ID),
                EntryKind.valueOf(Rows.getText(row, KIND)),
                Rows.getLong(row, AMOUNT),
                Rows.getLong(row, BALANCE_AFTER),
                Rows.getTime(row, AT));
    }
}
