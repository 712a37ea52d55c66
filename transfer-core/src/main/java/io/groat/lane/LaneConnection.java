package io.groat.lane;

import io.asyncer.r2dbc.mysql.api.MySqlConnection;
import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A lane's own connection: made when first needed, kept while it works. Used by one batch at a time.
 *
 * <p>A connection that is given up may still hold locks on the server, in a statement that hangs or in a
 * transaction that nobody will end. So the next connection ends it there before it is used.
 */
final class LaneConnection {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(30);

    private final ShardDatabase database;
    private @Nullable Session current;
    private @Nullable Long abandoned;

    private record Session(MySqlConnection connection, long serverId, long lastUsedNanos) {
        Session used() {
            return new Session(connection, serverId, System.nanoTime());
        }

        boolean idleFor(Duration limit) {
            return System.nanoTime() - lastUsedNanos > limit.toNanos();
        }
    }

    LaneConnection(ShardDatabase database) {
        this.database = database;
    }

    /** The connection, a new one after a long rest: firewalls and servers drop those that rest too long. */
    Mono<MySqlConnection> get() {
        return Mono.defer(() -> {
            Session session = current;
            if (session == null) {
                return connect();
            }
            if (session.idleFor(IDLE_LIMIT)) {
                return close().then(connect());
            }
            current = session.used();
            return Mono.just(session.connection());
        });
    }

    /** Gives the connection up; the next {@link #get} makes a new one. */
    Mono<Void> close() {
        return Mono.defer(() -> {
            Session session = current;
            current = null;
            if (session == null) {
                return Mono.empty();
            }
            abandoned = session.serverId();
            return session.connection().close().timeout(CLOSE_LIMIT).onErrorComplete();
        });
    }

    private Mono<MySqlConnection> connect() {
        return database.connect()
                .flatMap(made -> endAbandoned(made)
                        .then(serverId(made))
                        .map(id -> {
                            abandoned = null;
                            current = new Session(made, id, System.nanoTime());
                            return made;
                        })
                        .onErrorResume(failure -> made.close().onErrorComplete().then(Mono.error(failure))));
    }

    private Mono<Void> endAbandoned(MySqlConnection made) {
        Long id = abandoned;
        if (id == null) {
            return Mono.empty();
        }
        // "No such thread" is the usual and welcome answer.
        return made.createStatement("KILL CONNECTION " + id)
                .execute()
                .flatMap(result -> result.getRowsUpdated(), 1)
                .onErrorComplete(failure -> SqlFailure.of(failure) == SqlFailure.DATA)
                .then();
    }

    private static Mono<Long> serverId(MySqlConnection made) {
        return ShardDatabase.rows(made, "SELECT CONNECTION_ID()", statement -> {}, row -> Rows.getLong(row, 0))
                .map(ids -> ids.get(0));
    }
}
