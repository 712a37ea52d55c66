package io.groat.payout;

import static io.groat.db.Rows.findText;
import static io.groat.db.Rows.getId;
import static io.groat.db.Rows.getText;
import static io.groat.db.Rows.getTime;

import io.groat.db.Column;
import io.groat.db.Table;
import io.groat.money.CurrencyCode;
import io.r2dbc.spi.Readable;

/** Rows of {@code destinations}. */
public final class DestinationRows {

    public static final Table<Destination> TABLE = new Table<>("destinations");

    private static final Column ID = TABLE.key("id", (values, place) -> values.id(place.id()));
    private static final Column USER_ID = TABLE.fixed("user_id", (values, place) -> values.text(place.userId()));
    private static final Column KIND = TABLE.fixed("kind", (values, place) -> values.name(place.kind()));
    private static final Column CURRENCY = TABLE.fixed(
            "currency", (values, place) -> values.text(place.currency().code()));
    private static final Column LABEL = TABLE.fixed("label", (values, place) -> values.text(place.label()));
    private static final Column SHOWN = TABLE.fixed("shown", (values, place) -> values.text(place.shown()));
    private static final Column SEALED = TABLE.fixed("sealed", (values, place) -> values.text(place.sealed()));
    private static final Column FINGERPRINT =
            TABLE.fixed("fingerprint", (values, place) -> values.text(place.fingerprint()));
    private static final Column HOLDER = TABLE.fixed("holder", (values, place) -> values.text(place.holder()));
    private static final Column GATEWAY = TABLE.fixed("gateway", (values, place) -> values.text(place.gateway()));
    private static final Column CREATED_AT =
            TABLE.fixed("created_at", (values, place) -> values.time(place.createdAt()));

    private DestinationRows() {}

    public static Destination read(Readable row) {
        return new Destination(
                getId(row, ID),
                getText(row, USER_ID),
                DestinationKind.valueOf(getText(row, KIND)),
                CurrencyCode.of(getText(row, CURRENCY)),
                findText(row, LABEL),
                getText(row, SHOWN),
                getText(row, SEALED),
                getText(row, FINGERPRINT),
                findText(row, HOLDER),
                getText(row, GATEWAY),
                getTime(row, CREATED_AT));
    }
}
