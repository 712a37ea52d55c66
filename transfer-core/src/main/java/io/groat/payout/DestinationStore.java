package io.groat.payout;

import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Users' destinations, each on its user's shard. */
public final class DestinationStore {

    /** Most of a user. */
    public static final int MOST = 50;

    private static final String SELECT = DestinationRows.TABLE.select();
    private static final String FIND = SELECT + " WHERE id = ? AND user_id = ?";
    private static final String PAGE = SELECT + " WHERE user_id = ? AND id < ? ORDER BY id DESC LIMIT ?";
    private static final String ADD = DestinationRows.TABLE.insertBound(true);
    private static final String COUNT = "SELECT COUNT(*) FROM destinations WHERE user_id = ?";
    private static final String DELETE = "DELETE FROM destinations WHERE id = ? AND user_id = ?";
    private static final UUID AFTER_ALL = new UUID(-1, -1);

    private final ShardDatabase database;

    public DestinationStore(ShardDatabase database) {
        this.database = database;
    }

    /** The user's of that id; empty when there is none. */
    public Mono<Destination> find(String userId, UUID id) {
        return database.read(
                        FIND, statement -> statement.bind(0, Rows.bytes(id)).bind(1, userId), DestinationRows::read)
                .flatMapIterable(rows -> rows)
                .next();
    }

    /**
     * A page of a user's, the newest first.
     *
     * @param before only those with a lower id; null for the newest
     */
    public Mono<List<Destination>> page(String userId, @Nullable UUID before, int limit) {
        return database.read(
                PAGE,
                statement -> statement
                        .bind(0, userId)
                        .bind(1, Rows.bytes(before == null ? AFTER_ALL : before))
                        .bind(2, limit),
                DestinationRows::read);
    }

    /**
     * Adds one; fails with DESTINATION_EXISTS or TOO_MANY_DESTINATIONS. Of those that are added at once each counts after it
     * stands there, and is taken away again where there are too many then.
     */
    public Mono<Destination> add(Destination one) {
        return count(one.userId())
                .flatMap(before -> before < MOST ? insert(one) : refused(Refusal.TOO_MANY_DESTINATIONS))
                .then(Mono.defer(() -> count(one.userId())))
                .flatMap(after -> after <= MOST
                        ? Mono.just(one)
                        : delete(one.userId(), one.id()).then(refused(Refusal.TOO_MANY_DESTINATIONS)));
    }

    private Mono<Integer> count(String userId) {
        return database.read(COUNT, statement -> statement.bind(0, userId), row -> Rows.getInt(row, 0))
                .map(rows -> rows.get(0));
    }

    private Mono<Long> insert(Destination one) {
        return database.write(ADD, statement -> DestinationRows.TABLE.bind(statement, one))
                .flatMap(rows -> rows == 0 ? refused(Refusal.DESTINATION_EXISTS) : Mono.just(rows));
    }

    /** Takes one away; false when it is there no more. */
    public Mono<Boolean> delete(String userId, UUID id) {
        return database.write(
                        DELETE, statement -> statement.bind(0, Rows.bytes(id)).bind(1, userId))
                .map(rows -> rows > 0);
    }

    private static <T> Mono<T> refused(Refusal why) {
        return Mono.error(new RefusedException(new Refused(why, null, null)));
    }
}
