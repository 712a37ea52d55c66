package io.groat.engine;

import io.groat.db.ShardDatabase;
import io.groat.saga.CommandGateway;
import io.groat.shard.ShardKey;
import java.time.Duration;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one way to the shards: for commands, which go to the lanes, and for whatever else is asked of them. Callers name
 * whose data they want; which shard that is, and what its failure means to them, is said here. Stacked where limits and
 * breakers are added.
 */
public interface ShardGateway extends CommandGateway {

    /** Shards asked at the same time, where all are. */
    int AT_ONCE = 16;

    /**
     * Work on a shard beside its lane: reads, and writes of what is no money.
     *
     * <p>Fails with a RefusedException: SHARD_BUSY when the shard was not asked, SHARD_UNAVAILABLE when it did not
     * answer, with what failed as its cause. A RefusedException of the work stays as it is.
     */
    <T> Mono<T> on(ShardKey key, Function<Shard, Mono<T>> work);

    /** As {@link #on}, for what has its statements elsewhere. */
    default <T> Mono<T> onDatabase(ShardKey key, Function<ShardDatabase, Mono<T>> work) {
        return on(key, shard -> work.apply(shard.database()));
    }

    /** The same work on every shard, in no order. Fails when one can't be asked. */
    default <T> Flux<T> onAll(Function<Shard, Mono<T>> work) {
        return Flux.range(0, shardCount()).flatMap(shard -> on(ShardKey.ofShard(shard), work), AT_ONCE);
    }

    int shardCount();

    /** The number of a shard, to be written down or shown. */
    int shardOf(ShardKey key);

    /** Whether the shard is worth asking: it is up, and its lane's last batch reached it. */
    boolean reachable(ShardKey key);

    /** Whether its lane has committed something within that time. */
    boolean committedWithin(ShardKey key, Duration time);
}
