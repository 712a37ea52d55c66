package io.groat.engine;

import static io.groat.engine.TestCluster.await;

import io.groat.db.Column;
import io.groat.db.Rows;
import io.groat.event.EventJson;
import io.groat.event.StoredEvent;
import io.groat.outbox.OutboxPayload;
import io.groat.outbox.OutboxRows;
import io.groat.shard.SlottedId;
import java.util.List;
import java.util.UUID;

/** What stands in the outboxes of a cluster, as a relay would send it. */
final class ToldEvents {

    private static final String SELECT = "SELECT payload, traces, topics FROM " + OutboxRows.TABLE.name()
            + " ORDER BY "
            + OutboxRows.TABLE.columns().stream().map(Column::name).findFirst().orElseThrow();

    private final TestCluster cluster;

    ToldEvents(TestCluster cluster) {
        this.cluster = cluster;
    }

    /** All of that shard. */
    List<StoredEvent> of(int shard) {
        return await(cluster.shards
                        .get(shard)
                        .database()
                        .read(
                                SELECT,
                                statement -> {},
                                row -> OutboxPayload.decode(
                                        row.get(0, byte[].class), Rows.findText(row, 1), Rows.findText(row, 2))))
                .stream()
                .flatMap(content -> content.events().stream())
                .toList();
    }

    /** Those whose ids begin with that one, in the order in which they were told. */
    List<StoredEvent> about(UUID id) {
        return of(cluster.shards.map().shardOfSlot(SlottedId.slotOf(id))).stream()
                .filter(event -> event.id().startsWith(id + ":"))
                .toList();
    }

    /** Their ids without what they are about. */
    List<String> occasions(UUID id) {
        return about(id).stream()
                .map(event -> event.id().substring(id.toString().length() + 1))
                .toList();
    }

    /** The body of the one of that type. */
    <T> T body(UUID id, String type, Class<T> kind) {
        List<StoredEvent> found =
                about(id).stream().filter(event -> event.type().equals(type)).toList();
        if (found.size() != 1) {
            throw new AssertionError(type + " of " + id + " was told " + found.size() + " times");
        }
        return EventJson.read(found.get(0).data(), kind);
    }
}
