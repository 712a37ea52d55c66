package io.groat.hold;

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
import io.groat.rule.Terms;
import io.groat.transfer.TransferNote;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code holds}. */
public final class HoldRows {

    public static final Table<Hold> TABLE = new Table<>("holds");

    private static final String BY_ACCOUNT = "ACCOUNT";
    private static final String BY_USER = "USER";

    private static final Column ID = TABLE.key("id", (values, hold) -> values.id(hold.id()));
    private static final Column IDEMPOTENCY_KEY =
            TABLE.fixed("idempotency_key", (values, hold) -> values.text(hold.idempotencyKey()));
    private static final Column PAYER_USER_ID =
            TABLE.fixed("payer_user_id", (values, hold) -> values.text(hold.payerUser()));
    private static final Column PAYER_ACCOUNT =
            TABLE.fixed("payer_account", (values, hold) -> values.id(hold.payerAccount()));
    private static final Column PAYER_NAMED = TABLE.fixed(
            "payer_named",
            (values, hold) -> values.text(hold.payerRef() instanceof AccountRef.ById ? BY_ACCOUNT : BY_USER));
    private static final Column PAYEE_USER_ID =
            TABLE.fixed("payee_user_id", (values, hold) -> values.text(hold.payeeUser()));
    private static final Column PAYEE_ACCOUNT =
            TABLE.fixed("payee_account", (values, hold) -> values.id(hold.payeeAccount()));
    private static final Column PAYEE_REF = TABLE.fixed(
            "payee_ref", (values, hold) -> values.text(hold.payeeRef().text()));
    private static final Column PAYER_SHARD =
            TABLE.fixed("payer_shard", (values, hold) -> values.number(hold.payerShard()));
    private static final Column PAYEE_SHARD =
            TABLE.fixed("payee_shard", (values, hold) -> values.number(hold.payeeShard()));
    private static final Column ASKED = TABLE.fixed("asked", (values, hold) -> values.number(hold.askedMinor()));
    private static final Column AMOUNT = TABLE.changing("amount", (values, hold) -> values.number(hold.amountMinor()));
    private static final Column CAPTURED =
            TABLE.changing("captured", (values, hold) -> values.number(hold.capturedMinor()));
    private static final Column RELEASED =
            TABLE.changing("released", (values, hold) -> values.number(hold.releasedMinor()));
    private static final Column CURRENCY = TABLE.fixed(
            "currency", (values, hold) -> values.text(hold.currency().code()));
    private static final Column REFERENCE =
            TABLE.fixed("reference", (values, hold) -> values.text(hold.note().reference()));
    private static final Column DESCRIPTION =
            TABLE.fixed("description", (values, hold) -> values.text(hold.note().description()));
    private static final Column METADATA =
            TABLE.fixed("metadata", (values, hold) -> values.text(hold.note().metadata()));
    private static final Column STATUS = TABLE.changing("status", (values, hold) -> values.name(hold.status()));
    private static final Column REASON = TABLE.changing("reason", (values, hold) -> values.name(hold.reason()));
    private static final Column EXPIRES_AT =
            TABLE.changing("expires_at", (values, hold) -> values.time(hold.expiresAt()));
    private static final Column REMINDED =
            TABLE.changing("reminded", (values, hold) -> values.number(hold.reminded() ? 1 : 0));
    private static final Column CREATED_AT = TABLE.fixed("created_at", (values, hold) -> values.time(hold.createdAt()));
    private static final Column ENDED_AT = TABLE.changing("ended_at", (values, hold) -> values.time(hold.endedAt()));
    private static final Column TERMS =
            TABLE.changing("terms", (values, hold) -> values.text(hold.terms().text()));
    private static final Column COUNTED_AT =
            TABLE.changing("counted_at", (values, hold) -> values.time(hold.countedAt()));
    private static final Column TRACEPARENT = TABLE.fixed("traceparent", (values, hold) -> values.text(traceOf(hold)));

    private HoldRows() {}

    public static Hold read(Readable row) {
        String payerUser = getText(row, PAYER_USER_ID);
        UUID payerAccount = getId(row, PAYER_ACCOUNT);
        String reason = findText(row, REASON);
        return new Hold(
                getId(row, ID),
                getText(row, IDEMPOTENCY_KEY),
                getText(row, PAYER_NAMED).equals(BY_ACCOUNT)
                        ? new AccountRef.ById(payerAccount)
                        : new AccountRef.ByUser(payerUser),
                payerAccount,
                payerUser,
                AccountRef.ofRow(getText(row, PAYEE_REF)),
                findId(row, PAYEE_ACCOUNT),
                findText(row, PAYEE_USER_ID),
                getInt(row, PAYER_SHARD),
                getInt(row, PAYEE_SHARD),
                getLong(row, ASKED),
                getLong(row, AMOUNT),
                getLong(row, CAPTURED),
                getLong(row, RELEASED),
                CurrencyCode.of(getText(row, CURRENCY)),
                new TransferNote(
                        findText(row, REFERENCE),
                        findText(row, DESCRIPTION),
                        findText(row, METADATA),
                        TraceParent.find(findText(row, TRACEPARENT))),
                HoldStatus.valueOf(getText(row, STATUS)),
                reason == null ? null : Refusal.valueOf(reason),
                getTime(row, EXPIRES_AT),
                getInt(row, REMINDED) == 1,
                getTime(row, CREATED_AT),
                findTime(row, ENDED_AT),
                Terms.of(findText(row, TERMS)),
                countedAt(row));
    }

    /** One of a router of the release before was counted when it was made, if at all. */
    private static Instant countedAt(Readable row) {
        Instant time = findTime(row, COUNTED_AT);
        return time == null ? getTime(row, CREATED_AT) : time;
    }

    private static @Nullable String traceOf(Hold hold) {
        TraceParent trace = hold.note().trace();
        return trace == null ? null : trace.text();
    }
}
