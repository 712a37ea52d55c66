package io.groat.account;

import io.groat.db.SqlText;
import io.groat.money.CurrencyCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a page of one shard's accounts, newest first.
 *
 * <p>Each goes along one index, back in time: by user, by status where that is not what most are, by type likewise, by
 * currency, or by id alone. What is asked beside that index is asked of each row, and no index is by balance, which
 * changes with every posting. So rows are looked at that do not fit; {@link #LOOKED_AT} of them at most for one page, of
 * a user's as many as there are.
 *
 * @param before only accounts with a lower id: where the page before ended; null for the newest
 */
record AccountPage(AccountFilter filter, @Nullable UUID before, int limit) {

    /** Rows that are looked at for a page: some milliseconds' work. */
    static final int LOOKED_AT = 5_000;

    private static final String LAST = " ORDER BY id DESC LIMIT 1 OFFSET " + (LOOKED_AT - 1);

    /** The index that is gone along, and what of the filter it is by. */
    private enum Way {
        USER("accounts_owner"),
        STATUS("accounts_status"),
        TYPE("accounts_type"),
        CURRENCY("accounts_currency"),
        ALL("PRIMARY");

        private final String index;

        Way(String index) {
            this.index = index;
        }
    }

    /** Whether more is asked for than the index is by, so that many rows may have to be looked at that do not fit. */
    boolean looksFar() {
        AccountFilter served = switch (way()) {
            case USER -> filter;
            case STATUS -> new AccountFilter(null, null, null, filter.status(), null, null);
            case TYPE -> new AccountFilter(null, filter.type(), null, null, null, null);
            case CURRENCY -> new AccountFilter(null, null, filter.currency(), null, null, null);
            case ALL -> AccountFilter.ALL;
        };
        return !served.equals(filter);
    }

    /** The id of the last row that is looked at; none when there are fewer. */
    String last() {
        return along(new SqlText().raw("SELECT id FROM accounts")).raw(LAST).toString();
    }

    /** @param last the id of the last row that is looked at; null to look at all */
    String rows(@Nullable UUID last) {
        SqlText sql = along(new SqlText(1024).raw(AccountRows.TABLE.select())).raw(" AND kind = 'USER'");
        if (last != null) {
            sql.raw(" AND id >= ").id(last);
        }
        if (filter.type() != null) {
            sql.raw(" AND type = ").text(filter.type());
        }
        CurrencyCode currency = filter.currency();
        if (currency != null) {
            sql.raw(" AND currency = ").text(currency.code());
        }
        if (filter.status() != null) {
            sql.raw(" AND status = ").name(filter.status());
        }
        if (filter.minPostedMinor() != null) {
            sql.raw(" AND posted >= ").number(filter.minPostedMinor());
        }
        if (filter.maxPostedMinor() != null) {
            sql.raw(" AND posted <= ").number(filter.maxPostedMinor());
        }
        return sql.raw(" ORDER BY id DESC LIMIT ").number(limit).toString();
    }

    private SqlText along(SqlText sql) {
        Way way = way();
        sql.raw(" FORCE INDEX (").raw(way.index).raw(") WHERE ");
        switch (way) {
            case USER -> sql.raw("user_id = ").text(filter.userId());
            case STATUS -> sql.raw("status = ").name(filter.status());
            case TYPE -> sql.raw("type = ").text(filter.type());
            case CURRENCY -> sql.raw("currency = ").text(String.valueOf(filter.currency()));
            case ALL -> sql.raw("TRUE");
        }
        return before == null ? sql : sql.raw(" AND id < ").id(before);
    }

    private Way way() {
        if (filter.userId() != null) {
            return Way.USER;
        }
        if (filter.status() != null && filter.status() != AccountStatus.OPEN) {
            return Way.STATUS;
        }
        if (filter.type() != null && !filter.type().equals(AccountRef.MAIN)) {
            return Way.TYPE;
        }
        return filter.currency() == null ? Way.ALL : Way.CURRENCY;
    }
}
