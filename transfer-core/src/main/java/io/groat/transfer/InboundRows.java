package io.groat.transfer;

import io.groat.db.Column;
import io.groat.db.Rows;
import io.groat.db.Table;
import io.r2dbc.spi.Readable;
import java.util.Map;

/** Rows of {@code inbound_transfers}: what a shard decided about a transfer from another, and the transfer with it. */
public final class InboundRows {

    public static final Table<InboundTransfer> TABLE = new Table<>("inbound_transfers");

    // The outcome's columns come first: most who ask for a row want nothing else of it.
    private static final Column ID =
            TABLE.fixed("id", (values, inbound) -> values.id(inbound.transfer().id()));
    private static final Column OUTCOME = TABLE.fixed(
            "outcome", (values, inbound) -> values.text(inbound.outcome().credited() ? "CREDITED" : "REFUSED"));
    private static final Column REASON = TABLE.fixed(
            "reason", (values, inbound) -> values.name(inbound.outcome().reason()));
    private static final Column PAYEE_ACCOUNT = TABLE.fixed(
            "payee_account", (values, inbound) -> values.id(inbound.outcome().payeeAccount()));
    private static final Column PAYEE_USER_ID = TABLE.fixed(
            "payee_user_id", (values, inbound) -> values.text(inbound.outcome().payeeUser()));
    private static final Column DECIDED_AT = TABLE.fixed(
            "decided_at", (values, inbound) -> values.time(inbound.outcome().decidedAt()));

    static {
        TABLE.fixed(
                "payer_shard",
                (values, inbound) -> values.number(inbound.transfer().payerShard()));
        TABLE.fixed(
                "payer_account",
                (values, inbound) -> values.id(inbound.transfer().payerAccount()));
        TABLE.fixed(
                "payer_user_id",
                (values, inbound) -> values.text(inbound.transfer().payerUser()));
        TABLE.fixed("payer_named", (values, inbound) -> values.text(TransferRows.payerNamed(inbound.transfer())));
        TABLE.fixed(
                "payee_ref",
                (values, inbound) -> values.text(inbound.transfer().payeeRef().text()));
        TABLE.fixed(
                "amount", (values, inbound) -> values.number(inbound.transfer().amountMinor()));
        TABLE.fixed(
                "currency",
                (values, inbound) -> values.text(inbound.transfer().currency().code()));
        TABLE.fixed(
                "reference",
                (values, inbound) -> values.text(inbound.transfer().note().reference()));
        TABLE.fixed(
                "description",
                (values, inbound) -> values.text(inbound.transfer().note().description()));
        TABLE.fixed(
                "metadata",
                (values, inbound) -> values.text(inbound.transfer().note().metadata()));
        TABLE.fixed(
                "kind",
                (values, inbound) -> values.text(inbound.transfer().kind().name()));
        TABLE.fixed(
                "parent_id", (values, inbound) -> values.id(inbound.transfer().parentId()));
        TABLE.fixed(
                "terms",
                (values, inbound) -> values.text(inbound.transfer().terms().text()));
        TABLE.fixed(
                "created_at",
                (values, inbound) -> values.time(inbound.transfer().createdAt()));
    }

    /** Selects what {@link #readOutcome} reads. */
    public static final String SELECT_OUTCOME = TABLE.selectThrough(DECIDED_AT);

    private InboundRows() {}

    public static CreditOutcome readOutcome(Readable row) {
        return new CreditOutcome(
                Rows.getId(row, ID),
                Rows.getText(row, OUTCOME).equals("CREDITED"),
                TransferRows.readReason(Rows.findText(row, REASON)),
                Rows.findId(row, PAYEE_ACCOUNT),
                Rows.findText(row, PAYEE_USER_ID),
                Rows.getTime(row, DECIDED_AT));
    }

    /** Selects those that were credited on that shard, for {@link TransferRows#read}: completed, and without their key. */
    static String selectTransfers(int shard) {
        return "SELECT "
                + TransferRows.TABLE.columnsWith(Map.of(
                        "idempotency_key", "''",
                        "fee", "0",
                        "payee_shard", Integer.toString(shard),
                        "status", "'COMPLETED'",
                        "completed_at", "decided_at",
                        "traceparent", "NULL"))
                + " FROM " + TABLE.name() + " WHERE outcome = 'CREDITED'";
    }
}
