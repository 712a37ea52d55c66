package io.groat.settlement;

import static io.groat.db.Rows.findId;
import static io.groat.db.Rows.findText;
import static io.groat.db.Rows.getId;
import static io.groat.db.Rows.getInt;
import static io.groat.db.Rows.getLong;
import static io.groat.db.Rows.getText;
import static io.groat.db.Rows.getTime;

import io.groat.db.Column;
import io.groat.db.Table;
import io.groat.money.CurrencyCode;
import io.r2dbc.spi.Readable;

/** Rows of {@code settlement_rows}. */
public final class SettlementRowRows {

    public static final Table<SettlementRow> TABLE = new Table<>("settlement_rows");

    private static final Column SETTLEMENT_ID =
            TABLE.fixed("settlement_id", (values, row) -> values.id(row.settlementId()));
    private static final Column LINE = TABLE.key("line", (values, row) -> values.number(row.line()));
    private static final Column ROW_KEY = TABLE.fixed("row_key", (values, row) -> values.text(row.rowKey()));
    private static final Column TYPE = TABLE.fixed("type", (values, row) -> values.text(row.type()));
    private static final Column KIND = TABLE.fixed("kind", (values, row) -> values.name(row.kind()));
    private static final Column PROVIDER_ID =
            TABLE.fixed("provider_id", (values, row) -> values.text(row.providerId()));
    private static final Column REFERENCE = TABLE.fixed("reference", (values, row) -> values.text(row.reference()));
    private static final Column AMOUNT = TABLE.fixed("amount", (values, row) -> values.number(row.amountMinor()));
    private static final Column FEE = TABLE.fixed("fee", (values, row) -> values.number(row.feeMinor()));
    private static final Column TAX = TABLE.fixed("tax", (values, row) -> values.number(row.taxMinor()));
    private static final Column CURRENCY =
            TABLE.fixed("currency", (values, row) -> values.text(row.currency().code()));
    private static final Column TRANSFER = TABLE.fixed("transfer", (values, row) -> values.text(row.transfer()));
    private static final Column OCCURRED_AT =
            TABLE.fixed("occurred_at", (values, row) -> values.time(row.occurredAt()));
    private static final Column OUTCOME = TABLE.changing("outcome", (values, row) -> values.name(row.outcome()));
    private static final Column REASON = TABLE.changing("reason", (values, row) -> values.text(row.reason()));
    private static final Column CASE_ID = TABLE.changing("case_id", (values, row) -> values.id(row.caseId()));

    private SettlementRowRows() {}

    public static SettlementRow read(Readable row) {
        String outcome = findText(row, OUTCOME);
        return new SettlementRow(
                getId(row, SETTLEMENT_ID),
                getInt(row, LINE),
                getText(row, ROW_KEY),
                getText(row, TYPE),
                RowKind.valueOf(getText(row, KIND)),
                getText(row, PROVIDER_ID),
                findText(row, REFERENCE),
                getLong(row, AMOUNT),
                getLong(row, FEE),
                getLong(row, TAX),
                CurrencyCode.of(getText(row, CURRENCY)),
                findText(row, TRANSFER),
                getTime(row, OCCURRED_AT),
                outcome == null ? null : Outcome.valueOf(outcome),
                findText(row, REASON),
                findId(row, CASE_ID));
    }
}
