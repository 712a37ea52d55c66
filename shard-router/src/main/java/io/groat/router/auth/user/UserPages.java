package io.groat.router.auth.user;

import io.groat.db.Rows;
import io.groat.db.ShardDatabase;
import io.groat.db.Stretch;
import io.groat.engine.ShardGateway;
import io.groat.router.auth.user.UserFilter.Place;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Pages over the users of all shards, newest first: each shard gives its next ones, and the newest of those are taken. */
public final class UserPages {

    private static final Comparator<Place> NEWEST_FIRST =
            Comparator.comparing(Place::createdAt).thenComparing(Place::id).reversed();

    private final ShardGateway shards;

    public UserPages(ShardGateway shards) {
        this.shards = shards;
    }

    /**
     * The next of the users; fails while a shard is away. It may hold fewer than the limit, and yet end before the end: so
     * many users are looked at for a page and no more.
     *
     * @param after where the page before ended; null for the newest
     */
    public Mono<Stretch<User, Place>> page(UserFilter filter, @Nullable Place after, int limit) {
        UserQuery query = new UserQuery(filter, after, limit + 1);
        return shards.onAll(shard -> part(shard.database(), query))
                .collectList()
                .map(parts -> Stretch.merge(parts, limit, Place::of, NEWEST_FIRST));
    }

    private static Mono<Stretch<User, Place>> part(ShardDatabase database, UserQuery query) {
        return query.looksFar()
                ? last(database, query).flatMap(last -> rows(database, query, last.isEmpty() ? null : last.get(0)))
                : rows(database, query, null);
    }

    private static Mono<List<Place>> last(ShardDatabase database, UserQuery query) {
        return database.read(
                query.last(), statement -> {}, row -> new Place(Rows.getTime(row, 0), Rows.getText(row, 1)));
    }

    private static Mono<Stretch<User, Place>> rows(ShardDatabase database, UserQuery query, @Nullable Place last) {
        return database.read(query.rows(last), statement -> {}, UserRows::read)
                .map(found -> Stretch.of(found, query.limit(), Place::of, last));
    }
}
