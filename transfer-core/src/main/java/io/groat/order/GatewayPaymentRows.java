package io.groat.order;

import static io.groat.db.Rows.findId;
import static io.groat.db.Rows.findText;
import static io.groat.db.Rows.findTime;
import static io.groat.db.Rows.getId;
import static io.groat.db.Rows.getLong;
import static io.groat.db.Rows.getText;
import static io.groat.db.Rows.getTime;

import io.groat.db.Column;
import io.groat.db.Table;
import io.groat.money.CurrencyCode;
import io.r2dbc.spi.Readable;

/** Rows of {@code gateway_payments}. */
public final class GatewayPaymentRows {

    public static final Table<GatewayPayment> TABLE = new Table<>("gateway_payments");

    private static final Column GATEWAY = TABLE.fixed("gateway", (values, paid) -> values.text(paid.gateway()));
    private static final Column PAYMENT_ID = TABLE.fixed("payment_id", (values, paid) -> values.text(paid.paymentId()));
    private static final Column ORDER_ID = TABLE.fixed("order_id", (values, paid) -> values.id(paid.orderId()));
    private static final Column AMOUNT = TABLE.fixed("amount", (values, paid) -> values.number(paid.amountMinor()));
    private static final Column CURRENCY = TABLE.fixed(
            "currency", (values, paid) -> values.text(paid.currency().code()));
    private static final Column FEE = TABLE.fixed("fee", (values, paid) -> values.number(paid.feeMinor()));
    private static final Column PURPOSE = TABLE.changing("purpose", (values, paid) -> values.name(paid.purpose()));
    private static final Column REASON = TABLE.changing("reason", (values, paid) -> values.text(paid.reason()));
    private static final Column SEEN_AT = TABLE.fixed("seen_at", (values, paid) -> values.time(paid.seenAt()));
    private static final Column MOVEMENT_ID =
            TABLE.changing("movement_id", (values, paid) -> values.id(paid.movementId()));
    private static final Column SETTLED_AT = TABLE.left("settled_at");
    private static final Column INSTRUMENT =
            TABLE.fixed("instrument", (values, paid) -> values.text(paid.instrument()));
    private static final Column INSTRUMENT_SEEN_AT =
            TABLE.fixed("instrument_seen_at", (values, paid) -> values.time(paid.instrumentSeenAt()));

    private GatewayPaymentRows() {}

    public static GatewayPayment read(Readable row) {
        return new GatewayPayment(
                getText(row, GATEWAY),
                getText(row, PAYMENT_ID),
                getId(row, ORDER_ID),
                getLong(row, AMOUNT),
                CurrencyCode.of(getText(row, CURRENCY)),
                getLong(row, FEE),
                GatewayPayment.Purpose.valueOf(getText(row, PURPOSE)),
                findText(row, REASON),
                getTime(row, SEEN_AT),
                findId(row, MOVEMENT_ID),
                findTime(row, SETTLED_AT),
                findText(row, INSTRUMENT),
                findTime(row, INSTRUMENT_SEEN_AT));
    }
}
