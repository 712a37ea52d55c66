package io.groat.lane;

import io.asyncer.r2dbc.mysql.api.MySqlConnection;
import io.groat.db.ShardDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A lane's own connection: made when first needed, kept while it works. Used by one batch at a time.
 *
 * <p>A connection that is given up may still hold locks on the server, in a statement that hangs or in a
 * transaction that nobody will end. So the next connection ends it there before it is used. It is found by a named
 * lock that it holds as long as it lives: by its number alone it could be somebody else's, for numbers begin anew
 * when the server does.
 */
final class LaneConnection {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    /** How long the others wait for the rows of a router that froze in the middle of a batch. */
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(6);

    /** Less than the silence after which the server closes. */
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(4);

    private final ShardDatabase database;
    private @Nullable Session current;
    private @Nullable String abandoned;
    private volatile long madeNanos = System.nanoTime();

    /** @param name of the lock that the connection holds on the server */
    private record Session(MySqlConnection connection, String name, long lastUsedNanos) {
        Session used() {
            return new Session(connection, name, System.nanoTime());
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

    /** When the server last took a new connection and answered on it. */
    long madeNanos() {
        return madeNanos;
    }

    /** Gives the connection up; the next {@link #get} makes a new one. */
    Mono<Void> close() {
        return Mono.defer(() -> {
            Session session = current;
            current = null;
            if (session == null) {
                return Mono.empty();
            }
            abandoned = session.name();
            return session.connection().close().timeout(CLOSE_LIMIT).onErrorComplete();
        });
    }

    private Mono<MySqlConnection> connect() {
        String name = "groat-lane-" + UUID.randomUUID();
        return database.connect(SILENCE_LIMIT)
                .flatMap(made -> endAbandoned(made)
                        .then(number(made, "SELECT GET_LOCK('" + name + "', 0)"))
                        .timeout(database.address().connectTimeout())
                        .map(held -> {
                            abandoned = null;
                            madeNanos = System.nanoTime();
                            current = new Session(made, name, madeNanos);
                            return made;
                        })
                        .onErrorResume(failure -> made.close()
                                .timeout(CLOSE_LIMIT)
                                .onErrorComplete()
                                .then(Mono.error(failure))));
    }

    private Mono<Void> endAbandoned(MySqlConnection made) {
        String name = abandoned;
        return name == null
                ? Mono.empty()
                : number(made, "SELECT IS_USED_LOCK('" + name + "')").flatMap(id -> kill(made, id));
    }

    private static Mono<Void> kill(MySqlConnection made, long id) {
        // "No such thread" says that it has just ended by itself.
        return made.createStatement("KILL CONNECTION " + id)
                .execute()
                .flatMap(result -> result.getRowsUpdated(), 1)
                .onErrorComplete(failure -> SqlFailure.of(failure) == SqlFailure.DATA)
                .then();
    }

    /** The statement's one number; empty when it is null. */
    private static Mono<Long> number(MySqlConnection made, String sql) {
        return ShardDatabase.rows(made, sql, statement -> {}, row -> Optional.ofNullable(row.get(0, Long.class)))
                .flatMap(found -> Mono.justOrEmpty(found.get(0)));
    }
}
