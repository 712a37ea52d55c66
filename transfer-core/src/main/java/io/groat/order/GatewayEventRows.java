package io.groat.order;

import static io.groat.db.Rows.findTime;
import static io.groat.db.Rows.getInt;
import static io.groat.db.Rows.getText;
import static io.groat.db.Rows.getTime;

import io.groat.db.Column;
import io.groat.db.Table;
import io.r2dbc.spi.Readable;

/** Rows of {@code gateway_events}. */
public final class GatewayEventRows {

    public static final Table<GatewayEvent> TABLE = new Table<>("gateway_events");

    private static final Column GATEWAY = TABLE.fixed("gateway", (values, event) -> values.text(event.gateway()));
    private static final Column EVENT_ID = TABLE.fixed("event_id", (values, event) -> values.text(event.eventId()));
    private static final Column BODY = TABLE.fixed("body", (values, event) -> values.text(event.body()));
    private static final Column RECEIVED_AT =
            TABLE.fixed("received_at", (values, event) -> values.time(event.receivedAt()));
    private static final Column TRIES = TABLE.changing("tries", (values, event) -> values.number(event.tries()));
    private static final Column TRY_AT = TABLE.changing("try_at", (values, event) -> values.time(event.tryAt()));

    private GatewayEventRows() {}

    public static GatewayEvent read(Readable row) {
        return new GatewayEvent(
                getText(row, GATEWAY),
                getText(row, EVENT_ID),
                getText(row, BODY),
                getTime(row, RECEIVED_AT),
                getInt(row, TRIES),
                findTime(row, TRY_AT));
    }
}
