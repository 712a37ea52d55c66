package io.groat.router.auth.user;

import io.groat.db.SqlText;
import io.groat.router.auth.user.UserFilter.Place;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a page of one shard's users, newest first.
 *
 * <p>Each goes along one index: by phone number or e-mail address, where few rows stand together; else by status, if one is
 * asked for, and time, or by time alone. No index is by role or by parts of names: rows are looked at in the order of time,
 * {@link #LOOKED_AT} at most for one page.
 *
 * @param after where the page before ended; null for the newest
 */
record UserQuery(UserFilter filter, @Nullable Place after, int limit) {

    /** Rows that are looked at for a page: some milliseconds' work. */
    static final int LOOKED_AT = 5_000;

    private static final String ORDER = " ORDER BY created_at DESC, id DESC LIMIT ";

    /** Whether more is asked for than the index is by, so that many rows may have to be looked at that do not fit. */
    boolean looksFar() {
        return !byContact() && (filter.role() != null || filter.name() != null);
    }

    /** The place of the last row that is looked at; none when there are fewer. */
    String last() {
        return along(new SqlText().raw("SELECT created_at, id FROM users"))
                .raw(ORDER)
                .raw("1 OFFSET ")
                .number(LOOKED_AT - 1)
                .toString();
    }

    /** @param last the place of the last row that is looked at; null to look at all */
    String rows(@Nullable Place last) {
        SqlText sql = along(new SqlText(1024).raw(UserRows.TABLE.select()));
        if (last != null) {
            sql.raw(" AND created_at >= ").time(last.createdAt());
            sql.raw(" AND (created_at > ").time(last.createdAt());
            sql.raw(" OR id >= ").text(last.id()).raw(")");
        }
        if (filter.role() != null) {
            sql.raw(" AND FIND_IN_SET(").text(filter.role()).raw(", roles) > 0");
        }
        if (filter.name() != null) {
            sql.raw(" AND full_name COLLATE utf8mb4_0900_as_ci LIKE ")
                    .text(containing(filter.name()))
                    .raw(" ESCAPE '!'");
        }
        return sql.raw(ORDER).number(limit).toString();
    }

    private SqlText along(SqlText sql) {
        sql.raw(" FORCE INDEX (").raw(index()).raw(") WHERE TRUE");
        String phone = " AND phone IN (";
        for (Identifier form : filter.phones()) {
            sql.raw(phone).text(form.value());
            phone = ", ";
        }
        if (!filter.phones().isEmpty()) {
            sql.raw(")");
        }
        if (filter.email() != null) {
            sql.raw(" AND email_claim IS NOT NULL AND email = ")
                    .text(filter.email().value());
        }
        if (filter.status() != null) {
            sql.raw(" AND status = ").name(filter.status());
        }
        if (filter.from() != null) {
            sql.raw(" AND created_at >= ").time(filter.from());
        }
        if (filter.to() != null) {
            sql.raw(" AND created_at < ").time(filter.to());
        }
        if (after != null) {
            sql.raw(" AND created_at <= ").time(after.createdAt());
            sql.raw(" AND (created_at < ").time(after.createdAt());
            sql.raw(" OR id < ").text(after.id()).raw(")");
        }
        return sql;
    }

    private String index() {
        if (byContact()) {
            return filter.phones().isEmpty() ? "users_email" : "users_phone";
        }
        return filter.status() == null ? "users_created" : "users_status";
    }

    private boolean byContact() {
        return !filter.phones().isEmpty() || filter.email() != null;
    }

    /** A pattern in which the text's own signs stand for themselves, whatever a backslash means to the server. */
    private static String containing(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
