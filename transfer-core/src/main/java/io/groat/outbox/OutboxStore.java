package io.groat.outbox;

import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.SqlText;
import io.groat.outbox.OutboxPayload.Content;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The outbox of one shard: what waits for Kafka, and who sends it. Rows are written by posting lanes. */
public final class OutboxStore {

    private static final String ANY = "SELECT id FROM outbox_events LIMIT 1";
    private static final String TAKE = OutboxRows.SELECT + " ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED";
    private static final String FENCE = "SELECT owner FROM relay_lease WHERE owner = ? FOR UPDATE";
    private static final String DELETE = "DELETE FROM outbox_events WHERE id IN (";
    private static final String WAITING = """
            SELECT CAST(COALESCE(SUM(events), 0) AS SIGNED), MIN(created_at), UTC_TIMESTAMP(6)
            FROM (SELECT events, created_at FROM outbox_events ORDER BY id LIMIT 10000) oldest""";
    private static final String LEASE = """
            UPDATE relay_lease SET owner = ?, expires_at = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND
            WHERE owner = ? OR expires_at < UTC_TIMESTAMP(6)""";
    private static final String GIVE_UP =
            "UPDATE relay_lease SET owner = '', expires_at = '2000-01-01 00:00:00' WHERE owner = ?";

    private final ShardDatabase database;

    public OutboxStore(ShardDatabase database) {
        this.database = database;
    }

    /**
     * Takes or renews the right to send this shard's outbox. Times are the server's, so routers' clocks don't
     * matter. While its owner sends, the right is locked and can't be taken, even when it has run out.
     *
     * @return whether the owner has it now, for that long
     */
    public Mono<Boolean> lease(String owner, Duration length) {
        return database.write(
                        LEASE,
                        statement -> statement
                                .bind(0, owner)
                                .bind(1, length.toNanos() / 1000)
                                .bind(2, owner))
                .map(changed -> changed > 0);
    }

    /** Gives the right back, so that another router need not wait for it to run out. */
    public Mono<Void> release(String owner) {
        return database.write(GIVE_UP, statement -> statement.bind(0, owner)).then();
    }

    /**
     * Takes the oldest committed rows, has them published, and deletes them once they are. When publishing fails
     * nothing is deleted, and all will be taken again. Whoever has lost the right to send finds nothing: else, after
     * a router that stood still in the middle, another would send later rows before the ones that it holds.
     *
     * @param connection with a transaction open, which the caller ends
     * @param owner who has the right to send
     * @param rows most rows (batches of events) at once
     * @param publish completes when every event is acknowledged; has a time limit of its own. What it can't send it counts
     * @return how many rows there were
     */
    public Mono<Integer> drain(Connection connection, String owner, int rows, Function<Content, Mono<Void>> publish) {
        return ShardDatabase.rows(
                        connection, FENCE, statement -> statement.bind(0, owner), row -> row.get(0, String.class))
                .flatMap(fence -> fence.isEmpty() ? Mono.just(List.<OutboxRows.Stored>of()) : take(connection, rows))
                .flatMap(taken -> {
                    if (taken.isEmpty()) {
                        return Mono.just(0);
                    }
                    Content content = Content.of(
                            taken.stream().map(OutboxRows.Stored::content).toList());
                    return publish.apply(content)
                            .then(delete(connection, taken))
                            .thenReturn(taken.size());
                });
    }

    /** Whether there is nothing to send, nor was a moment ago: a look that locks nothing and needs no transaction. */
    public Mono<Boolean> isEmpty(Connection connection) {
        return ShardDatabase.rows(connection, ANY, statement -> {}, row -> true).map(List::isEmpty);
    }

    /** Rows of batches that are not committed yet are locked, and left for the next time. */
    private static Mono<List<OutboxRows.Stored>> take(Connection connection, int rows) {
        return ShardDatabase.rows(connection, TAKE, statement -> statement.bind(0, rows), OutboxRows::read);
    }

    /**
     * What waits.
     *
     * @param events not yet acknowledged by Kafka, of the oldest 10,000 batches: looking costs the same whatever waits
     * @param oldestAge since the oldest was committed; zero when nothing waits
     */
    public record Waiting(long events, Duration oldestAge) {}

    public Mono<Waiting> waiting() {
        return database.read(WAITING, statement -> {}, OutboxStore::waitingRow).map(rows -> rows.get(0));
    }

    private static Waiting waitingRow(Readable row) {
        Instant oldest = Rows.findTime(row, 1);
        Duration age = oldest == null ? Duration.ZERO : Duration.between(oldest, Rows.getTime(row, 2));
        return new Waiting(Rows.getLong(row, 0), age.isNegative() ? Duration.ZERO : age);
    }

    private static Mono<Void> delete(Connection connection, List<OutboxRows.Stored> rows) {
        SqlText sql = new SqlText(rows.size() * 12).raw(DELETE);
        for (int i = 0; i < rows.size(); i++) {
            sql.raw(i == 0 ? "" : ",").number(rows.get(i).id());
        }
        return Flux.from(connection.createStatement(sql.raw(")").toString()).execute())
                .concatMap(Result::getRowsUpdated)
                .then();
    }
}
