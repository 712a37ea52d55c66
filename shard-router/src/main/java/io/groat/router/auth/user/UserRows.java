package io.groat.router.auth.user;

import io.groat.db.Rows;
import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Users' rows as they are read. */
final class UserRows {

    /** What every read of users selects, in {@link #read}'s order. */
    static final String COLUMNS = """
            id, CAST(status AS CHAR), CAST(roles AS CHAR), full_name, phone, phone_claim, email, email_claim,
            password_hash, totp_secret, totp_since, totp_last_step, created_at, updated_at,
            email_proven_at IS NOT NULL""";

    private UserRows() {}

    static User read(Readable row) {
        return new User(
                Rows.getText(row, 0),
                UserStatus.valueOf(Rows.getText(row, 1)),
                roles(Rows.getText(row, 2)),
                Rows.getText(row, 3),
                Rows.getText(row, 4),
                Rows.findId(row, 5),
                Rows.findText(row, 6),
                Rows.findId(row, 7),
                Rows.getLong(row, 14) != 0,
                Rows.getText(row, 8),
                Rows.findText(row, 9),
                Rows.findTime(row, 10),
                Rows.getLong(row, 11),
                Rows.getTime(row, 12),
                Rows.getTime(row, 13));
    }

    private static Set<String> roles(String text) {
        return Arrays.stream(text.split(",", -1))
                .filter(role -> !role.isEmpty())
                .collect(Collectors.toSet());
    }
}
