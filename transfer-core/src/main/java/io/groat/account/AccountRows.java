package io.groat.account;

import static io.groat.db.Rows.getId;
import static io.groat.db.Rows.getLong;
import static io.groat.db.Rows.getText;
import static io.groat.db.Rows.getTime;

import io.groat.db.Column;
import io.groat.db.Table;
import io.groat.money.CurrencyCode;
import io.r2dbc.spi.Readable;

/** Rows of {@code accounts}. */
public final class AccountRows {

    public static final Table<Account> TABLE = new Table<>("accounts");

    private static final Column ID = TABLE.key("id", (values, account) -> values.id(account.id()));
    private static final Column KIND = TABLE.fixed("kind", (values, account) -> values.name(account.kind()));
    private static final Column USER_ID = TABLE.fixed("user_id", (values, account) -> values.text(account.userId()));
    private static final Column TYPE = TABLE.fixed("type", (values, account) -> values.text(account.type()));
    private static final Column CURRENCY = TABLE.fixed(
            "currency", (values, account) -> values.text(account.currency().code()));
    private static final Column STATUS = TABLE.changing("status", (values, account) -> values.name(account.status()));
    private static final Column POSTED =
            TABLE.changing("posted", (values, account) -> values.number(account.postedMinor()));
    private static final Column HELD = TABLE.changing("held", (values, account) -> values.number(account.heldMinor()));
    private static final Column CREDIT =
            TABLE.changing("credit", (values, account) -> values.number(account.creditMinor()));
    private static final Column LAST_SEQ =
            TABLE.changing("last_seq", (values, account) -> values.number(account.lastSeq()));
    private static final Column CREATED_AT =
            TABLE.fixed("created_at", (values, account) -> values.time(account.createdAt()));
    private static final Column UPDATED_AT =
            TABLE.changing("updated_at", (values, account) -> values.time(account.updatedAt()));

    private AccountRows() {}

    public static Account read(Readable row) {
        return new Account(
                getId(row, ID),
                AccountKind.valueOf(getText(row, KIND)),
                getText(row, USER_ID),
                getText(row, TYPE),
                CurrencyCode.of(getText(row, CURRENCY)),
                AccountStatus.valueOf(getText(row, STATUS)),
                getLong(row, POSTED),
                getLong(row, HELD),
                getLong(row, CREDIT),
                getLong(row, LAST_SEQ),
                getTime(row, CREATED_AT),
                getTime(row, UPDATED_AT));
    }
}
