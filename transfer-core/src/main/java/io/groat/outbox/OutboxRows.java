package io.groat.outbox;

import io.groat.db.Column;
import io.groat.db.Rows;
import io.groat.db.Table;
import io.groat.event.Event;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;

/** Rows of {@code outbox_events}. */
public final class OutboxRows {

    /** The events of one committed batch. */
    public record Batch(List<Event> events, Instant createdAt) {}

    public static final Table<Batch> TABLE = new Table<>("outbox_events");

    private static final Column ID = TABLE.left("id");
    private static final Column PAYLOAD =
            TABLE.fixed("payload", (values, batch) -> values.bytes(OutboxPayload.encode(batch.events())));

    static {
        TABLE.fixed("events", (values, batch) -> values.number(batch.events().size()));
        TABLE.fixed("created_at", (values, batch) -> values.time(batch.createdAt()));
    }

    /** Selects what {@link #read} reads. */
    static final String SELECT = TABLE.selectThrough(PAYLOAD);

    private OutboxRows() {}

    /** A row, by whose id it is deleted once its events are out. */
    record Stored(long id, List<Event> events) {}

    static Stored read(Readable row) {
        return new Stored(Rows.getLong(row, ID), OutboxPayload.decode(Rows.getBytes(row, PAYLOAD)));
    }
}
