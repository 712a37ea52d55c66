package io.groat.account;

import static io.groat.db.Rows.getId;
import static io.groat.db.Rows.getLong;
import static io.groat.db.Rows.getText;
import static io.groat.db.Rows.getTime;

import io.groat.db.SqlText;
import io.groat.money.CurrencyCode;
import io.r2dbc.spi.Readable;

/** Rows of {@code accounts}. */
public final class AccountRows {

    /** The columns that {@link #read} takes, in its order. */
    public static final String COLUMNS =
            "id, kind, user_id, type, currency, status, posted, held, last_seq, created_at, updated_at";

    private AccountRows() {}

    public static Account read(Readable row) {
        return new Account(
                getId(row, 0),
                AccountKind.valueOf(getText(row, 1)),
                getText(row, 2),
                getText(row, 3),
                CurrencyCode.of(getText(row, 4)),
                AccountStatus.valueOf(getText(row, 5)),
                getLong(row, 6),
                getLong(row, 7),
                getLong(row, 8),
                getTime(row, 9),
                getTime(row, 10));
    }

    /** One row of an INSERT, columns as in {@link #COLUMNS}. */
    public static void insertRow(SqlText sql, Account account) {
        sql.raw("(").id(account.id()).comma().name(account.kind()).comma().text(account.userId());
        sql.comma().text(account.type()).comma().text(account.currency().code()).comma();
        sql.name(account.status()).comma().number(account.postedMinor()).comma();
        sql.number(account.heldMinor()).comma().number(account.lastSeq()).comma();
        sql.time(account.createdAt()).comma().time(account.updatedAt()).raw(")");
    }
}
