package io.groat.router.access;

import io.groat.db.DbTime;
import io.groat.db.ShardDatabase;
import io.groat.engine.Shards;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.shard.GuardedReads;
import io.groat.shard.Slots;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The API keys, each on the shard of its id's hash. All fail with a RefusedException when that can't be asked. */
public final class ApiKeyStore {

    private static final String BY_ID = "SELECT " + StoredKey.COLUMNS + " FROM api_keys WHERE id = ?";
    private static final String PAGE =
            "SELECT " + StoredKey.COLUMNS + " FROM api_keys WHERE id > ? ORDER BY id LIMIT ?";
    private static final String INSERT = """
            INSERT IGNORE INTO api_keys (id, name, secret_hash, roles, scopes, created_by, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String REVOKE = "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";
    private static final String USED = """
            UPDATE api_keys SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)""";

    private final Shards shards;
    private final GuardedReads reads;

    public ApiKeyStore(Shards shards, GuardedReads reads) {
        this.shards = shards;
        this.reads = reads;
    }

    /** The key of that id; empty when there is none. */
    Mono<StoredKey> find(String id) {
        int shard = shardOf(id);
        return reads.of(
                        shard,
                        database(shard)
                                .flatMap(up -> up.read(BY_ID, statement -> statement.bind(0, id), StoredKey::read)))
                .onErrorMap(failure -> unavailable(shard, failure))
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()));
    }

    /** Keys in the order of their ids. */
    Mono<List<StoredKey>> page(String after, int limit) {
        return Flux.range(0, shards.all().size())
                .flatMap(shard -> database(shard)
                        .flatMap(up -> up.read(
                                PAGE, statement -> statement.bind(0, after).bind(1, limit), StoredKey::read))
                        .onErrorMap(failure -> unavailable(shard, failure)))
                .flatMapIterable(found -> found)
                .sort(Comparator.comparing(StoredKey::id))
                .take(limit)
                .collectList();
    }

    /** Adds the key; one that is there, revoked or not, stays as it is. */
    Mono<Boolean> insertIfAbsent(StoredKey key) {
        return write(shardOf(key.id()), INSERT, statement -> {
                    statement
                            .bind(0, key.id())
                            .bind(1, key.name())
                            .bind(2, key.secretHash())
                            .bind(3, key.rolesText())
                            .bind(4, key.scopesText())
                            .bind(5, key.createdBy())
                            .bind(6, DbTime.toDb(key.createdAt()));
                    bindTime(statement, 7, key.expiresAt());
                })
                .map(rows -> rows == 1);
    }

    /** Whether it was there and not revoked yet. */
    Mono<Boolean> revoke(String id, Instant now) {
        return write(
                        shardOf(id),
                        REVOKE,
                        statement -> statement.bind(0, DbTime.toDb(now)).bind(1, id))
                .map(rows -> rows == 1);
    }

    /** Notes that the keys were used at that time. */
    Mono<Void> used(Collection<String> ids, Instant at) {
        Map<Integer, List<String>> byShard = ids.stream().collect(Collectors.groupingBy(this::shardOf));
        LocalDateTime time = DbTime.toDb(at);
        return Flux.fromIterable(byShard.entrySet())
                .flatMap(entry -> Flux.fromIterable(entry.getValue())
                        .concatMap(id -> write(
                                entry.getKey(),
                                USED,
                                statement -> statement.bind(0, time).bind(1, id).bind(2, time))))
                .then();
    }

    /** The shard that holds the key. */
    int shardOf(String id) {
        return shards.map().shardOfSlot(Slots.ofUser(id));
    }

    private Mono<Long> write(int shard, String sql, Consumer<Statement> bind) {
        return database(shard).flatMap(up -> up.write(sql, bind)).onErrorMap(failure -> unavailable(shard, failure));
    }

    private Mono<ShardDatabase> database(int shard) {
        return shards.whenUp(shard).map(up -> up.database());
    }

    private static void bindTime(Statement statement, int index, @Nullable Instant time) {
        if (time == null) {
            statement.bindNull(index, LocalDateTime.class);
        } else {
            statement.bind(index, DbTime.toDb(time));
        }
    }

    private static Throwable unavailable(int shard, Throwable failure) {
        return failure instanceof RefusedException
                ? failure
                : new RefusedException(
                        Refused.of(Refusal.SHARD_UNAVAILABLE, "shard", "Shard " + shard + " can't be asked"), failure);
    }
}
