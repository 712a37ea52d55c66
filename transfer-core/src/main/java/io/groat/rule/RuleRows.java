package io.groat.rule;

import io.groat.db.Column;
import io.groat.db.Rows;
import io.groat.db.Table;
import io.r2dbc.spi.Readable;

/** Rows of {@code rules}. */
public final class RuleRows {

    public static final Table<StoredRule> TABLE = new Table<>("rules");

    private static final Column KIND = TABLE.fixed("kind", (values, rule) -> values.name(rule.kind()));
    private static final Column NAME = TABLE.fixed("name", (values, rule) -> values.text(rule.name()));
    private static final Column VERSION = TABLE.fixed("version", (values, rule) -> values.number(rule.version()));
    private static final Column BODY = TABLE.fixed("body", (values, rule) -> values.text(rule.body()));
    private static final Column CREATED_AT = TABLE.fixed("created_at", (values, rule) -> values.time(rule.createdAt()));
    private static final Column CREATED_BY = TABLE.fixed("created_by", (values, rule) -> values.text(rule.createdBy()));

    private RuleRows() {}

    public static StoredRule read(Readable row) {
        return StoredRule.ofRow(
                StoredRule.Kind.valueOf(Rows.getText(row, KIND)),
                Rows.getText(row, NAME),
                Rows.getInt(row, VERSION),
                Rows.getText(row, BODY),
                Rows.getTime(row, CREATED_AT),
                Rows.getText(row, CREATED_BY));
    }
}
