package io.groat.transfer;

import static io.groat.db.Rows.findId;
import static io.groat.db.Rows.findText;
import static io.groat.db.Rows.findTime;
import static io.groat.db.Rows.getId;
import static io.groat.db.Rows.getInt;
import static io.groat.db.Rows.getLong;
import static io.groat.db.Rows.getText;
import static io.groat.db.Rows.getTime;

import io.groat.account.AccountRef;
import io.groat.db.Column;
import io.groat.db.Table;
import io.groat.event.TraceParent;
import io.groat.money.CurrencyCode;
import io.groat.refusal.Refusal;
import io.groat.rule.Fee;
import io.groat.rule.Terms;
import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code transfers}. */
public final class TransferRows {

    public static final Table<Transfer> TABLE = new Table<>("transfers");

    private static final Column ID = TABLE.key("id", (values, transfer) -> values.id(transfer.id()));
    private static final Column KIND = TABLE.fixed(
            "kind", (values, transfer) -> values.text(transfer.kind().name()));
    private static final Column PARENT_ID =
            TABLE.fixed("parent_id", (values, transfer) -> values.id(transfer.parentId()));
    private static final Column IDEMPOTENCY_KEY =
            TABLE.fixed("idempotency_key", (values, transfer) -> values.text(transfer.idempotencyKey()));
    private static final Column PAYER_USER_ID =
            TABLE.fixed("payer_user_id", (values, transfer) -> values.text(transfer.payerUser()));
    private static final Column PAYER_ACCOUNT =
            TABLE.fixed("payer_account", (values, transfer) -> values.id(transfer.payerAccount()));
    private static final Column PAYEE_USER_ID =
            TABLE.changing("payee_user_id", (values, transfer) -> values.text(transfer.payeeUser()));
    private static final Column PAYEE_ACCOUNT =
            TABLE.changing("payee_account", (values, transfer) -> values.id(transfer.payeeAccount()));
    private static final Column PAYER_NAMED =
            TABLE.fixed("payer_named", (values, transfer) -> values.text(payerNamed(transfer)));
    private static final Column PAYEE_REF = TABLE.fixed(
            "payee_ref", (values, transfer) -> values.text(transfer.payeeRef().text()));
    private static final Column PAYER_SHARD =
            TABLE.fixed("payer_shard", (values, transfer) -> values.number(transfer.payerShard()));
    private static final Column PAYEE_SHARD =
            TABLE.fixed("payee_shard", (values, transfer) -> values.number(transfer.payeeShard()));
    private static final Column AMOUNT =
            TABLE.fixed("amount", (values, transfer) -> values.number(transfer.amountMinor()));
    private static final Column CURRENCY = TABLE.fixed(
            "currency", (values, transfer) -> values.text(transfer.currency().code()));
    private static final Column REFERENCE = TABLE.fixed(
            "reference", (values, transfer) -> values.text(transfer.note().reference()));
    private static final Column DESCRIPTION = TABLE.fixed(
            "description", (values, transfer) -> values.text(transfer.note().description()));
    private static final Column METADATA = TABLE.fixed(
            "metadata", (values, transfer) -> values.text(transfer.note().metadata()));
    private static final Column STATUS = TABLE.changing("status", (values, transfer) -> values.name(transfer.status()));
    private static final Column REASON = TABLE.changing("reason", (values, transfer) -> values.name(transfer.reason()));
    private static final Column CREATED_AT =
            TABLE.fixed("created_at", (values, transfer) -> values.time(transfer.createdAt()));
    private static final Column COMPLETED_AT =
            TABLE.changing("completed_at", (values, transfer) -> values.time(transfer.completedAt()));
    private static final Column TERMS = TABLE.fixed(
            "terms", (values, transfer) -> values.text(transfer.terms().text()));
    private static final Column TRACEPARENT =
            TABLE.fixed("traceparent", (values, transfer) -> values.text(traceOf(transfer)));

    static {
        TABLE.fixed("fee", (values, transfer) -> values.number(transfer.terms().feeMinor(Fee.PaidBy.PAYER)));
    }

    private static final String BY_ACCOUNT = "ACCOUNT";
    private static final String BY_USER = "USER";

    private TransferRows() {}

    public static Transfer read(Readable row) {
        String payerUser = getText(row, PAYER_USER_ID);
        UUID payerAccount = getId(row, PAYER_ACCOUNT);
        return new Transfer(
                getId(row, ID),
                TransferKind.of(getText(row, KIND)),
                findId(row, PARENT_ID),
                getText(row, IDEMPOTENCY_KEY),
                getText(row, PAYER_NAMED).equals(BY_ACCOUNT)
                        ? new AccountRef.ById(payerAccount)
                        : AccountRef.ofRow(payerUser),
                payerAccount,
                payerUser,
                AccountRef.ofRow(getText(row, PAYEE_REF)),
                findId(row, PAYEE_ACCOUNT),
                findText(row, PAYEE_USER_ID),
                getInt(row, PAYER_SHARD),
                getInt(row, PAYEE_SHARD),
                getLong(row, AMOUNT),
                CurrencyCode.of(getText(row, CURRENCY)),
                new TransferNote(
                        findText(row, REFERENCE),
                        findText(row, DESCRIPTION),
                        findText(row, METADATA),
                        TraceParent.find(findText(row, TRACEPARENT))),
                TransferStatus.valueOf(getText(row, STATUS)),
                readReason(findText(row, REASON)),
                getTime(row, CREATED_AT),
                findTime(row, COMPLETED_AT),
                Terms.of(findText(row, TERMS)));
    }

    /** The refusal of that name; null for null. */
    static @Nullable Refusal readReason(@Nullable String name) {
        return name == null ? null : Refusal.valueOf(name);
    }

    /** How the request named the payer, as the column keeps it. */
    static String payerNamed(Transfer transfer) {
        return transfer.payerRef() instanceof AccountRef.ById ? BY_ACCOUNT : BY_USER;
    }

    private static @Nullable String traceOf(Transfer transfer) {
        TraceParent trace = transfer.note().trace();
        return trace == null ? null : trace.text();
    }
}
