package io.groat.saga;

import io.groat.posting.Command;
import reactor.core.publisher.Mono;

/** The way to every shard's posting lane. Stacked where limits and breakers are added; faked in simulations. */
public interface ShardGateway {

    /**
     * Has a command decided and committed on a shard. The command runs whether or not the caller stays.
     *
     * <p>Fails with a RefusedException: SHARD_BUSY when nothing was done, SHARD_UNAVAILABLE when it is not known
     * whether anything was done.
     */
    <R> Mono<R> submit(int shard, Command<R> command);
}
