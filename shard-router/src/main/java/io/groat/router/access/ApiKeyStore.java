package io.groat.router.access;

import io.groat.db.DbTime;
import io.groat.engine.ShardGateway;
import io.groat.shard.ShardKey;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The API keys, each on the shard of its id's hash. All fail with a RefusedException when that can't be asked. */
final class ApiKeyStore {

    private static final String BY_ID = ApiKeyRows.TABLE.select() + " WHERE id = ?";
    private static final String PAGE = ApiKeyRows.TABLE.select() + " WHERE id > ? ORDER BY id LIMIT ?";
    private static final String INSERT = ApiKeyRows.TABLE.insertBound(true);
    private static final String REVOKE = "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";
    private static final String USED = """
            UPDATE api_keys SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)""";

    private final ShardGateway shards;

    public ApiKeyStore(ShardGateway shards) {
        this.shards = shards;
    }

    /** The key of that id; empty when there is none. */
    Mono<StoredKey> find(String id) {
        return shards.onDatabase(
                        ShardKey.ofName(id),
                        database -> database.read(BY_ID, statement -> statement.bind(0, id), ApiKeyRows::read))
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()));
    }

    /** Keys in the order of their ids. */
    Mono<List<StoredKey>> page(String after, int limit) {
        return shards.onAll(shard -> shard.database()
                        .read(PAGE, statement -> statement.bind(0, after).bind(1, limit), ApiKeyRows::read))
                .flatMapIterable(found -> found)
                .sort(Comparator.comparing(StoredKey::id))
                .take(limit)
                .collectList();
    }

    /** Adds the key; one that is there, revoked or not, stays as it is. */
    Mono<Boolean> insertIfAbsent(StoredKey key) {
        return write(key.id(), INSERT, statement -> ApiKeyRows.TABLE.bind(statement, key))
                .map(rows -> rows == 1);
    }

    /** Whether it was there and not revoked yet. */
    Mono<Boolean> revoke(String id, Instant now) {
        return write(
                        id,
                        REVOKE,
                        statement -> statement.bind(0, DbTime.toDb(now)).bind(1, id))
                .map(rows -> rows == 1);
    }

    /** Notes that the keys were used at that time. */
    Mono<Void> used(Collection<String> ids, Instant at) {
        LocalDateTime time = DbTime.toDb(at);
        return Flux.fromIterable(ids)
                .flatMap(
                        id -> write(
                                id,
                                USED,
                                statement -> statement.bind(0, time).bind(1, id).bind(2, time)),
                        shards.shardCount())
                .then();
    }

    private Mono<Long> write(String id, String sql, Consumer<Statement> bind) {
        return shards.onDatabase(ShardKey.ofName(id), database -> database.write(sql, bind));
    }
}
