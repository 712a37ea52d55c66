package io.groat.router.auth.user;

import io.groat.db.Column;
import io.groat.db.Rows;
import io.groat.db.Table;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of {@code users}. Their columns change one by one, by statements of their own. */
final class UserRows {

    /** A user who has proven nothing yet, when they register. */
    record Registered(NewUser user, Instant now) {}

    static final Table<Registered> TABLE = new Table<>("users");

    private static final Column ID =
            TABLE.fixed("id", (values, added) -> values.text(added.user().id()));
    private static final Column STATUS = TABLE.fixed("status", (values, added) -> values.name(UserStatus.PENDING));
    private static final Column ROLES = TABLE.fixed("roles", (values, added) -> values.text("user"));
    private static final Column FULL_NAME =
            TABLE.fixed("full_name", (values, added) -> values.text(added.user().fullName()));
    private static final Column PHONE = TABLE.fixed(
            "phone", (values, added) -> values.text(added.user().phone().value()));
    private static final Column PHONE_CLAIM = TABLE.left("phone_claim");
    private static final Column EMAIL = TABLE.fixed("email", (values, added) -> {
        Identifier email = added.user().email();
        values.text(email == null ? null : email.value());
    });
    private static final Column EMAIL_CLAIM = TABLE.left("email_claim");
    private static final Column EMAIL_PROVEN_AT = TABLE.left("email_proven_at");
    private static final Column PASSWORD_HASH = TABLE.fixed(
            "password_hash", (values, added) -> values.text(added.user().passwordHash()));
    private static final Column TOTP_SECRET = TABLE.left("totp_secret");
    private static final Column TOTP_SINCE = TABLE.left("totp_since");
    private static final Column TOTP_LAST_STEP = TABLE.left("totp_last_step");
    private static final Column CREATED_AT = TABLE.fixed("created_at", (values, added) -> values.time(added.now()));
    private static final Column UPDATED_AT = TABLE.fixed("updated_at", (values, added) -> values.time(added.now()));

    static {
        TABLE.fixed("password_changed_at", (values, added) -> values.time(added.now()));
    }

    private UserRows() {}

    static User read(Readable row) {
        return new User(
                Rows.getText(row, ID),
                UserStatus.valueOf(Rows.getText(row, STATUS)),
                roles(Rows.getText(row, ROLES)),
                Rows.getText(row, FULL_NAME),
                Rows.getText(row, PHONE),
                Rows.findId(row, PHONE_CLAIM),
                Rows.findText(row, EMAIL),
                Rows.findId(row, EMAIL_CLAIM),
                Rows.findTime(row, EMAIL_PROVEN_AT) != null,
                Rows.getText(row, PASSWORD_HASH),
                Rows.findText(row, TOTP_SECRET),
                Rows.findTime(row, TOTP_SINCE),
                Rows.getLong(row, TOTP_LAST_STEP),
                Rows.getTime(row, CREATED_AT),
                Rows.getTime(row, UPDATED_AT));
    }

    private static Set<String> roles(String text) {
        return Arrays.stream(text.split(",", -1))
                .filter(role -> !role.isEmpty())
                .collect(Collectors.toSet());
    }
}
