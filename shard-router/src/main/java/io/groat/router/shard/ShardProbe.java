package io.groat.router.shard;

import io.asyncer.r2dbc.mysql.api.MySqlConnection;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Asks one shard whether it is there, on a connection that is used for nothing else: on those for reads the question
 * would wait behind all who read, and a busy shard would look like one that is away.
 */
final class ShardProbe {

    /** How long a question may be without an answer before the shard counts as hanging. */
    static final Duration SILENCE = Duration.ofSeconds(8);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final ShardDatabase database;
    private volatile @Nullable MySqlConnection connection;
    private @Nullable CompletableFuture<Duration> asked;

    ShardProbe(ShardDatabase database) {
        this.database = database;
    }

    /**
     * How long the smallest statement takes. Whoever asks while a question is under way gets the answer to that one, and
     * may leave: the question goes on.
     *
     * <p>Fails with a TimeoutException when the shard does not say anything, with anything else when it can't be
     * reached.
     */
    synchronized Mono<Duration> ask() {
        CompletableFuture<Duration> current = asked;
        if (current == null || current.isDone()) {
            current = question().toFuture();
            asked = current;
        }
        return Mono.fromFuture(current, true);
    }

    Mono<Void> close() {
        return Mono.defer(() -> {
            MySqlConnection open = connection;
            connection = null;
            return open == null
                    ? Mono.empty()
                    : open.close().timeout(CLOSE_LIMIT).onErrorComplete();
        });
    }

    /** A connection that broke is no outage yet: the server may have been started again. */
    private Mono<Duration> question() {
        return Mono.defer(() -> {
            MySqlConnection open = connection;
            return open == null
                    ? onNewConnection()
                    : on(open).onErrorResume(
                                    failure -> !(failure instanceof TimeoutException),
                                    broken -> close().then(onNewConnection()));
        });
    }

    private Mono<Duration> onNewConnection() {
        return database.connect().flatMap(made -> {
            connection = made;
            return on(made);
        });
    }

    private Mono<Duration> on(MySqlConnection open) {
        return Mono.defer(() -> {
                    long start = System.nanoTime();
                    return ShardDatabase.rows(open, "SELECT 1", statement -> {}, row -> Rows.getInt(row, 0))
                            .map(answer -> Duration.ofNanos(System.nanoTime() - start));
                })
                .timeout(SILENCE)
                .onErrorResume(failure -> close().then(Mono.error(failure)));
    }
}
