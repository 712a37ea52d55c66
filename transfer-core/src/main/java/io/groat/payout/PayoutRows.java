package io.groat.payout;

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
import io.groat.money.CurrencyCode;
import io.r2dbc.spi.Readable;

/** Rows of {@code payouts}. */
public final class PayoutRows {

    public static final Table<Payout> TABLE = new Table<>("payouts");

    private static final Column ID = TABLE.key("id", (values, payout) -> values.id(payout.id()));
    private static final Column VERSION =
            TABLE.changing("version", (values, payout) -> values.number(payout.version()));
    private static final Column IDEMPOTENCY_KEY =
            TABLE.fixed("idempotency_key", (values, payout) -> values.text(payout.idempotencyKey()));
    private static final Column PAYER_USER_ID =
            TABLE.fixed("payer_user_id", (values, payout) -> values.text(payout.payerUser()));
    private static final Column PAYER_ACCOUNT =
            TABLE.fixed("payer_account", (values, payout) -> values.id(payout.payerAccount()));
    private static final Column PAYER_REF = TABLE.fixed(
            "payer_ref", (values, payout) -> values.text(payout.payerRef().text()));
    private static final Column AMOUNT = TABLE.fixed("amount", (values, payout) -> values.number(payout.amountMinor()));
    private static final Column CURRENCY = TABLE.fixed(
            "currency", (values, payout) -> values.text(payout.currency().code()));
    private static final Column DESTINATION_ID =
            TABLE.fixed("destination_id", (values, payout) -> values.id(payout.destinationId()));
    private static final Column ORDER_ID = TABLE.fixed("order_id", (values, payout) -> values.id(payout.orderId()));
    private static final Column PAYMENT_ID =
            TABLE.fixed("payment_id", (values, payout) -> values.text(payout.paymentId()));
    private static final Column SHOWN = TABLE.fixed("shown", (values, payout) -> values.text(payout.shown()));
    private static final Column REFERENCE =
            TABLE.fixed("reference", (values, payout) -> values.text(payout.reference()));
    private static final Column GATEWAY = TABLE.fixed("gateway", (values, payout) -> values.text(payout.gateway()));
    private static final Column PROVIDER_ID =
            TABLE.changing("provider_id", (values, payout) -> values.text(payout.providerId()));
    private static final Column STATUS = TABLE.changing("status", (values, payout) -> values.name(payout.status()));
    private static final Column REASON = TABLE.changing("reason", (values, payout) -> values.text(payout.reason()));
    private static final Column CREATED_AT =
            TABLE.fixed("created_at", (values, payout) -> values.time(payout.createdAt()));
    private static final Column SENT_AT = TABLE.changing("sent_at", (values, payout) -> values.time(payout.sentAt()));
    private static final Column LOOK_AT = TABLE.changing("look_at", (values, payout) -> values.time(payout.lookAt()));
    private static final Column ENDED_AT =
            TABLE.changing("ended_at", (values, payout) -> values.time(payout.endedAt()));
    private static final Column MOVEMENT_ID =
            TABLE.changing("movement_id", (values, payout) -> values.id(payout.movementId()));
    private static final Column RETURN_ID =
            TABLE.changing("return_id", (values, payout) -> values.id(payout.returnId()));

    static {
        TABLE.left("settled_at");
        TABLE.left("back_settled_at");
    }

    private PayoutRows() {}

    public static Payout read(Readable row) {
        return new Payout(
                getId(row, ID),
                getInt(row, VERSION),
                getText(row, IDEMPOTENCY_KEY),
                getText(row, PAYER_USER_ID),
                getId(row, PAYER_ACCOUNT),
                AccountRef.ofRow(getText(row, PAYER_REF)),
                getLong(row, AMOUNT),
                CurrencyCode.of(getText(row, CURRENCY)),
                findId(row, DESTINATION_ID),
                findId(row, ORDER_ID),
                findText(row, PAYMENT_ID),
                getText(row, SHOWN),
                findText(row, REFERENCE),
                getText(row, GATEWAY),
                findText(row, PROVIDER_ID),
                PayoutStatus.valueOf(getText(row, STATUS)),
                findText(row, REASON),
                getTime(row, CREATED_AT),
                findTime(row, SENT_AT),
                findTime(row, LOOK_AT),
                findTime(row, ENDED_AT),
                findId(row, MOVEMENT_ID),
                findId(row, RETURN_ID));
    }
}
