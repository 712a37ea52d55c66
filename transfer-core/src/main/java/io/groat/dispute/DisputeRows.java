package io.groat.dispute;

import static io.groat.db.Rows.findId;
import static io.groat.db.Rows.findText;
import static io.groat.db.Rows.findTime;
import static io.groat.db.Rows.getId;
import static io.groat.db.Rows.getInt;
import static io.groat.db.Rows.getLong;
import static io.groat.db.Rows.getText;
import static io.groat.db.Rows.getTime;

import io.groat.db.Column;
import io.groat.db.Table;
import io.groat.dispute.Dispute.TakenFrom;
import io.groat.money.CurrencyCode;
import io.r2dbc.spi.Readable;

/** Rows of {@code disputes}. */
public final class DisputeRows {

    public static final Table<Dispute> TABLE = new Table<>("disputes");

    private static final Column ID = TABLE.key("id", (values, one) -> values.id(one.id()));
    private static final Column VERSION = TABLE.changing("version", (values, one) -> values.number(one.version()));
    private static final Column GATEWAY = TABLE.fixed("gateway", (values, one) -> values.text(one.gateway()));
    private static final Column PROVIDER_ID =
            TABLE.fixed("provider_id", (values, one) -> values.text(one.providerId()));
    private static final Column ORDER_ID = TABLE.fixed("order_id", (values, one) -> values.id(one.orderId()));
    private static final Column PAYMENT_ID = TABLE.fixed("payment_id", (values, one) -> values.text(one.paymentId()));
    private static final Column PAYEE_USER_ID =
            TABLE.fixed("payee_user_id", (values, one) -> values.text(one.payeeUser()));
    private static final Column AMOUNT = TABLE.fixed("amount", (values, one) -> values.number(one.amountMinor()));
    private static final Column CURRENCY =
            TABLE.fixed("currency", (values, one) -> values.text(one.currency().code()));
    private static final Column REASON = TABLE.fixed("reason", (values, one) -> values.text(one.reason()));
    private static final Column STATUS = TABLE.changing("status", (values, one) -> values.name(one.status()));
    private static final Column RESPOND_BY =
            TABLE.changing("respond_by", (values, one) -> values.time(one.respondBy()));
    private static final Column TAKEN_FROM = TABLE.changing(
            "taken_from",
            (values, one) ->
                    values.text(one.takenFrom() == null ? null : one.takenFrom().name()));
    private static final Column TAKEN = TABLE.changing("taken", (values, one) -> values.number(one.takenMinor()));
    private static final Column MOVEMENT_ID =
            TABLE.changing("movement_id", (values, one) -> values.id(one.movementId()));
    private static final Column BACK_ID = TABLE.changing("back_id", (values, one) -> values.id(one.backId()));
    private static final Column CREATED_AT = TABLE.fixed("created_at", (values, one) -> values.time(one.createdAt()));
    private static final Column LOOK_AT = TABLE.changing("look_at", (values, one) -> values.time(one.lookAt()));
    private static final Column ENDED_AT = TABLE.changing("ended_at", (values, one) -> values.time(one.endedAt()));
    private static final Column REMIND_AT = TABLE.changing("remind_at", (values, one) -> values.time(one.remindAt()));

    static {
        TABLE.left("settled_at");
        TABLE.left("back_settled_at");
    }

    private DisputeRows() {}

    public static Dispute read(Readable row) {
        String takenFrom = findText(row, TAKEN_FROM);
        return new Dispute(
                getId(row, ID),
                getInt(row, VERSION),
                getText(row, GATEWAY),
                getText(row, PROVIDER_ID),
                getId(row, ORDER_ID),
                getText(row, PAYMENT_ID),
                getText(row, PAYEE_USER_ID),
                getLong(row, AMOUNT),
                CurrencyCode.of(getText(row, CURRENCY)),
                getText(row, REASON),
                DisputeStatus.valueOf(getText(row, STATUS)),
                findTime(row, RESPOND_BY),
                takenFrom == null ? null : TakenFrom.valueOf(takenFrom),
                getLong(row, TAKEN),
                findId(row, MOVEMENT_ID),
                findId(row, BACK_ID),
                getTime(row, CREATED_AT),
                findTime(row, LOOK_AT),
                findTime(row, ENDED_AT),
                findTime(row, REMIND_AT));
    }
}
