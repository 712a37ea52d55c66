package io.groat.router.audit;

import io.groat.db.Column;
import io.groat.db.Rows;
import io.groat.db.Table;
import io.r2dbc.spi.Readable;

/** Rows of {@code audit_log}. */
final class AuditRows {

    static final Table<AuditRow> TABLE = new Table<>("audit_log");

    private static final Column SEQ = TABLE.fixed("seq", (values, row) -> values.number(row.seq()));
    private static final Column AT = TABLE.fixed("at", (values, row) -> values.time(row.at()));
    private static final Column ACTOR =
            TABLE.fixed("actor", (values, row) -> values.text(row.entry().actor()));
    private static final Column ACTION =
            TABLE.fixed("action", (values, row) -> values.text(row.entry().action()));
    private static final Column USER_ID =
            TABLE.fixed("user_id", (values, row) -> values.text(row.entry().userId()));
    private static final Column TARGET =
            TABLE.fixed("target", (values, row) -> values.text(row.entry().target()));
    private static final Column SOURCE =
            TABLE.fixed("source", (values, row) -> values.text(row.entry().source()));
    private static final Column OUTCOME =
            TABLE.fixed("outcome", (values, row) -> values.name(row.entry().outcome()));
    private static final Column DETAIL =
            TABLE.fixed("detail", (values, row) -> values.text(row.entry().detail()));
    private static final Column HASH = TABLE.fixed("hash", (values, row) -> values.bytes(row.hash()));

    private AuditRows() {}

    static AuditRow read(int shard, Readable row) {
        return new AuditRow(
                shard,
                Rows.getLong(row, SEQ),
                Rows.getTime(row, AT),
                new AuditEntry(
                        Rows.getText(row, ACTOR),
                        Rows.getText(row, ACTION),
                        Rows.findText(row, USER_ID),
                        Rows.findText(row, TARGET),
                        Rows.getText(row, SOURCE),
                        AuditEntry.Outcome.valueOf(Rows.getText(row, OUTCOME)),
                        Rows.findText(row, DETAIL)),
                Rows.getBytes(row, HASH));
    }
}
