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
import io.groat.db.SqlText;
import io.groat.event.TraceParent;
import io.groat.money.CurrencyCode;
import io.groat.refusal.Refusal;
import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code transfers}. */
public final class TransferRows {

    /** The columns that {@link #read} takes, in its order. */
    public static final String COLUMNS = """
            id, idempotency_key, payer_user_id, payer_account, payee_user_id, payee_account, payer_named, payee_ref,
            payer_shard, payee_shard, amount, currency, reference, description, metadata, status, reason, created_at,
            completed_at, traceparent""";

    private static final String BY_ACCOUNT = "ACCOUNT";
    private static final String BY_USER = "USER";

    private TransferRows() {}

    public static Transfer read(Readable row) {
        String payerUser = getText(row, 2);
        UUID payerAccount = getId(row, 3);
        return new Transfer(
                getId(row, 0),
                getText(row, 1),
                getText(row, 6).equals(BY_ACCOUNT)
                        ? new AccountRef.ById(payerAccount)
                        : new AccountRef.ByUser(payerUser),
                payerAccount,
                payerUser,
                AccountRef.parse(getText(row, 7))
                        .orElseThrow(() -> new IllegalStateException("transfers.payee_ref names no account")),
                findId(row, 5),
                findText(row, 4),
                getInt(row, 8),
                getInt(row, 9),
                getLong(row, 10),
                CurrencyCode.of(getText(row, 11)),
                new TransferNote(
                        findText(row, 12), findText(row, 13), findText(row, 14), TraceParent.find(findText(row, 19))),
                TransferStatus.valueOf(getText(row, 15)),
                readReason(findText(row, 16)),
                getTime(row, 17),
                findTime(row, 18));
    }

    /** The refusal of that name; null for null. */
    public static @Nullable Refusal readReason(@Nullable String name) {
        return name == null ? null : Refusal.valueOf(name);
    }

    /** How the request named the payer, as the column keeps it. */
    public static String payerNamed(Transfer transfer) {
        return transfer.payerRef() instanceof AccountRef.ById ? BY_ACCOUNT : BY_USER;
    }

    /** One row of an INSERT, columns as in {@link #COLUMNS}. */
    public static void insertRow(SqlText sql, Transfer transfer) {
        sql.raw("(").id(transfer.id()).comma().text(transfer.idempotencyKey()).comma();
        sql.text(transfer.payerUser()).comma().id(transfer.payerAccount()).comma();
        sql.text(transfer.payeeUser()).comma().id(transfer.payeeAccount()).comma();
        sql.text(payerNamed(transfer)).comma();
        sql.text(transfer.payeeRef().text())
                .comma()
                .number(transfer.payerShard())
                .comma();
        sql.number(transfer.payeeShard()).comma().number(transfer.amountMinor()).comma();
        sql.text(transfer.currency().code())
                .comma()
                .text(transfer.note().reference())
                .comma();
        sql.text(transfer.note().description())
                .comma()
                .text(transfer.note().metadata())
                .comma();
        sql.name(transfer.status()).comma().name(transfer.reason()).comma();
        sql.time(transfer.createdAt()).comma().time(transfer.completedAt()).comma();
        TraceParent trace = transfer.note().trace();
        sql.text(trace == null ? null : trace.text()).raw(")");
    }
}
