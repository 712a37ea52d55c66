package io.groat.saga;

import io.groat.posting.Command;
import reactor.core.publisher.Mono;

/** The way of commands to the shards' posting lanes. Faked in simulations. */
public interface CommandGateway {

    /**
     * Has a command decided and committed on the shard that it names. The command runs whether or not the caller stays.
     *
     * <p>Fails with a RefusedException: SHARD_BUSY when nothing was done, SHARD_UNAVAILABLE when it is not known
     * whether anything was done.
     */
    <R> Mono<R> submit(Command<R> command);
}
