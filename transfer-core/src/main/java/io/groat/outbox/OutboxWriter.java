package io.groat.outbox;

import io.groat.db.ShardDatabase;
import io.groat.event.Event;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Changes rows of one shard past its lane, and tells of it in the same transaction: what is told was done, and what was done
 * is told.
 */
public final class OutboxWriter {

    private static final String ADD = OutboxRows.TABLE.insertBound(false);

    private final ShardDatabase database;
    private final Runnable published;

    /** @param published told after each commit that wrote events; may not wait */
    public OutboxWriter(ShardDatabase database, Runnable published) {
        this.database = database;
        this.published = published;
    }

    /**
     * Runs a statement that changes a row, and tells of it where it has; false where it has not.
     *
     * @param told none where nothing is to be told: then the statement runs by itself
     */
    public Mono<Boolean> change(String sql, Consumer<Statement> bind, List<Event> told, Instant now) {
        return told.isEmpty()
                ? database.write(sql, bind).map(rows -> rows > 0)
                : changeTogether(sql, bind, told, now, connection -> Mono.empty());
    }

    /**
     * The same with what belongs to the change, in its transaction.
     *
     * @param more runs where the row was changed
     */
    public Mono<Boolean> changeTogether(
            String sql,
            Consumer<Statement> bind,
            List<Event> told,
            Instant now,
            Function<Connection, Mono<Void>> more) {
        return database.inTransaction(connection -> changed(connection, sql, bind)
                        .flatMap(rows -> rows > 0
                                ? more.apply(connection)
                                        .then(told.isEmpty() ? Mono.empty() : append(connection, told, now))
                                        .thenReturn(true)
                                : Mono.just(false)))
                .doOnNext(done -> {
                    if (done) {
                        published.run();
                    }
                });
    }

    /** Runs a statement on a transaction's connection; gives how many rows it has changed. */
    public static Mono<Long> changed(Connection connection, String sql, Consumer<Statement> bind) {
        return Mono.defer(() -> {
            Statement statement = connection.createStatement(sql);
            bind.accept(statement);
            return Flux.from(statement.execute())
                    .concatMap(result -> result.getRowsUpdated())
                    .reduce(0L, Long::sum);
        });
    }

    private static Mono<Void> append(Connection connection, List<Event> told, Instant now) {
        return changed(connection, ADD, statement -> OutboxRows.TABLE.bind(statement, new OutboxRows.Batch(told, now)))
                .then();
    }
}
