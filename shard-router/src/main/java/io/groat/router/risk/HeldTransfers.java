package io.groat.router.risk;

import io.groat.engine.HoldEngine;
import io.groat.engine.ShardGateway;
import io.groat.refusal.Refusal;
import io.groat.shard.ShardKey;
import io.groat.transfer.Transfer;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Held transfers, as decisions reach them. */
interface HeldTransfers {

    /** The shard that knows the transfer. */
    int shardOf(UUID transferId);

    /** Lets it go; one that is not held stays as it is. */
    Mono<Transfer> release(UUID transferId);

    /** Cancels it; one that is not held stays as it is. */
    Mono<Transfer> cancel(UUID transferId);

    /** Those in the shards. */
    static HeldTransfers in(ShardGateway gateway, HoldEngine engine) {
        return new HeldTransfers() {
            @Override
            public int shardOf(UUID transferId) {
                return gateway.shardOf(ShardKey.ofId(transferId));
            }

            @Override
            public Mono<Transfer> release(UUID transferId) {
                return engine.release(transferId);
            }

            @Override
            public Mono<Transfer> cancel(UUID transferId) {
                return engine.cancel(transferId, Refusal.PAYMENT_DECLINED);
            }
        };
    }
}
