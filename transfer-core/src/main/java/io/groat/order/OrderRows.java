package io.groat.order;

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

/** Rows of {@code orders}. */
public final class OrderRows {

    public static final Table<Order> TABLE = new Table<>("orders");

    private static final Column ID = TABLE.key("id", (values, order) -> values.id(order.id()));
    private static final Column VERSION = TABLE.changing("version", (values, order) -> values.number(order.version()));
    private static final Column IDEMPOTENCY_KEY =
            TABLE.fixed("idempotency_key", (values, order) -> values.text(order.idempotencyKey()));
    private static final Column PAYEE_USER_ID =
            TABLE.fixed("payee_user_id", (values, order) -> values.text(order.payeeUser()));
    private static final Column PAYEE_ACCOUNT =
            TABLE.fixed("payee_account", (values, order) -> values.id(order.payeeAccount()));
    private static final Column PAYEE_REF = TABLE.fixed(
            "payee_ref", (values, order) -> values.text(order.payeeRef().text()));
    private static final Column AMOUNT = TABLE.fixed("amount", (values, order) -> values.number(order.amountMinor()));
    private static final Column CURRENCY = TABLE.fixed(
            "currency", (values, order) -> values.text(order.currency().code()));
    private static final Column METHOD = TABLE.fixed("method", (values, order) -> values.name(order.method()));
    private static final Column RETURN_URL =
            TABLE.fixed("return_url", (values, order) -> values.text(order.returnUrl()));
    private static final Column REFERENCE = TABLE.fixed("reference", (values, order) -> values.text(order.reference()));
    private static final Column GATEWAY = TABLE.changing("gateway", (values, order) -> values.text(order.gateway()));
    private static final Column PROVIDER_ID =
            TABLE.changing("provider_id", (values, order) -> values.text(order.providerId()));
    private static final Column CHECKOUT = TABLE.changing("checkout", (values, order) -> values.text(order.checkout()));
    private static final Column STATUS = TABLE.changing("status", (values, order) -> values.name(order.status()));
    private static final Column REASON = TABLE.changing("reason", (values, order) -> values.text(order.reason()));
    private static final Column CREATED_AT =
            TABLE.fixed("created_at", (values, order) -> values.time(order.createdAt()));
    private static final Column EXPIRES_AT =
            TABLE.fixed("expires_at", (values, order) -> values.time(order.expiresAt()));
    private static final Column LOOK_AT = TABLE.changing("look_at", (values, order) -> values.time(order.lookAt()));
    private static final Column ENDED_AT = TABLE.changing("ended_at", (values, order) -> values.time(order.endedAt()));
    private static final Column MOVEMENT_ID =
            TABLE.changing("movement_id", (values, order) -> values.id(order.movementId()));
    private static final Column ATTEMPTS =
            TABLE.changing("attempts", (values, order) -> values.number(order.attempts()));

    private OrderRows() {}

    public static Order read(Readable row) {
        return new Order(
                getId(row, ID),
                getInt(row, VERSION),
                getText(row, IDEMPOTENCY_KEY),
                getText(row, PAYEE_USER_ID),
                getId(row, PAYEE_ACCOUNT),
                AccountRef.ofRow(getText(row, PAYEE_REF)),
                getLong(row, AMOUNT),
                CurrencyCode.of(getText(row, CURRENCY)),
                OrderMethod.valueOf(getText(row, METHOD)),
                findText(row, RETURN_URL),
                findText(row, REFERENCE),
                findText(row, GATEWAY),
                findText(row, PROVIDER_ID),
                findText(row, CHECKOUT),
                OrderStatus.valueOf(getText(row, STATUS)),
                findText(row, REASON),
                getTime(row, CREATED_AT),
                getTime(row, EXPIRES_AT),
                findTime(row, LOOK_AT),
                findTime(row, ENDED_AT),
                findId(row, MOVEMENT_ID),
                getInt(row, ATTEMPTS));
    }
}
