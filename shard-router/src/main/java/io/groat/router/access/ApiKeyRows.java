package io.groat.router.access;

import io.groat.db.Column;
import io.groat.db.Rows;
import io.groat.db.Table;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows of {@code api_keys}. */
final class ApiKeyRows {

    static final Table<StoredKey> TABLE = new Table<>("api_keys");

    private static final Column ID = TABLE.fixed("id", (values, key) -> values.text(key.id()));
    private static final Column NAME = TABLE.fixed("name", (values, key) -> values.text(key.name()));
    private static final Column SECRET_HASH =
            TABLE.fixed("secret_hash", (values, key) -> values.bytes(key.secretHash()));
    private static final Column ROLES = TABLE.fixed("roles", (values, key) -> values.text(key.rolesText()));
    private static final Column SCOPES = TABLE.fixed("scopes", (values, key) -> values.text(key.scopesText()));
    private static final Column CREATED_BY = TABLE.fixed("created_by", (values, key) -> values.text(key.createdBy()));
    private static final Column CREATED_AT = TABLE.fixed("created_at", (values, key) -> values.time(key.createdAt()));
    private static final Column EXPIRES_AT = TABLE.fixed("expires_at", (values, key) -> values.time(key.expiresAt()));
    private static final Column REVOKED_AT = TABLE.left("revoked_at");
    private static final Column LAST_USED_AT = TABLE.left("last_used_at");

    private ApiKeyRows() {}

    static StoredKey read(Readable row) {
        return new StoredKey(
                Rows.getText(row, ID),
                Rows.getText(row, NAME),
                Rows.getBytes(row, SECRET_HASH),
                parse(Rows.getText(row, ROLES), Role::find),
                parse(Rows.getText(row, SCOPES), Scope::find),
                Rows.getText(row, CREATED_BY),
                Rows.getTime(row, CREATED_AT),
                Rows.findTime(row, EXPIRES_AT),
                Rows.findTime(row, REVOKED_AT),
                Rows.findTime(row, LAST_USED_AT));
    }

    private static <T> Set<T> parse(String text, Function<String, Optional<T>> find) {
        return Arrays.stream(text.split(" ", -1))
                .map(find)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }
}
