package io.groat.router.auth.user;

import io.groat.db.ShardDatabase;
import io.groat.engine.Shard;
import io.groat.engine.Shards;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.shard.GuardedReads;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The shards, as everything about users asks them: bounded like reads, so that no login storm takes more of a shard
 * than reads may, and refused at once while a shard is away.
 */
public final class IdentityShards {

    private final Shards shards;
    private final GuardedReads guard;

    public IdentityShards(Shards shards, GuardedReads guard) {
        this.shards = shards;
        this.guard = guard;
    }

    /** Work on the shard of a user; SHARD_UNAVAILABLE or SHARD_BUSY when it can't be done. */
    public <T> Mono<T> ofUser(String userId, Function<ShardDatabase, Mono<T>> work) {
        return on(shards.map().shardOfUser(userId), work);
    }

    /** Work on the shard of an identifier. */
    public <T> Mono<T> ofIdentifier(Identifier identifier, Function<ShardDatabase, Mono<T>> work) {
        return on(identifier.shard(shards.map()), work);
    }

    /** The same work on every shard, all at once. */
    public <T> Flux<T> onAll(Function<ShardDatabase, Mono<T>> work) {
        int count = shards.all().size();
        return Flux.range(0, count).flatMap(shard -> on(shard, work), count);
    }

    public int shardOfUser(String userId) {
        return shards.map().shardOfUser(userId);
    }

    private <T> Mono<T> on(int shard, Function<ShardDatabase, Mono<T>> work) {
        return guard.of(shard, shards.whenUp(shard).map(Shard::database).flatMap(work))
                .onErrorMap(failure -> !(failure instanceof RefusedException), failure -> unavailable(shard, failure));
    }

    private static RefusedException unavailable(int shard, Throwable failure) {
        return new RefusedException(
                Refused.of(Refusal.SHARD_UNAVAILABLE, "shard", "Shard " + shard + " can't be reached"), failure);
    }
}
