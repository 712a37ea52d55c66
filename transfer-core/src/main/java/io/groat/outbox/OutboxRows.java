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
    private static final Column TRACES =
            TABLE.fixed("traces", (values, batch) -> values.text(OutboxPayload.traces(batch.events())));
    private static final Column TOPICS =
            TABLE.fixed("topics", (values, batch) -> values.text(OutboxPayload.topics(batch.events())));

    static {
        TABLE.fixed("events", (values, batch) -> values.number(batch.events().size()));
        TABLE.fixed("created_at", (values, batch) -> values.time(batch.createdAt()));
    }

    /** Selects what {@link #read} reads. */
    static final String SELECT = TABLE.selectThrough(TOPICS);

    private OutboxRows() {}

    /** A row, by whose id it is deleted once its events are out. */
    record Stored(long id, OutboxPayload.Content content) {}

    static Stored read(Readable row) {
        OutboxPayload.Content content = OutboxPayload.decode(
                Rows.getBytes(row, PAYLOAD), Rows.findText(row, TRACES), Rows.findText(row, TOPICS));
        return new Stored(Rows.getLong(row, ID), content);
    }
}
