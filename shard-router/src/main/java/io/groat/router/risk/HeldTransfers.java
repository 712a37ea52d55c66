package io.groat.router.risk;

import io.groat.engine.HeldTransferEngine;
import io.groat.engine.HoldEngine;
import io.groat.engine.ShardGateway;
import io.groat.refusal.Refusal;
import io.groat.shard.ShardKey;
import io.groat.shard.SlottedId;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Held transfers, and holds under review, as decisions reach them. */
interface HeldTransfers {

    /** The shard that knows the transfer. */
    int shardOf(UUID transferId);

    /** Lets it go; one that is not held stays as it is. */
    Mono<?> release(UUID transferId);

    /** Cancels it; one that is not held stays as it is. */
    Mono<?> cancel(UUID transferId);

    /** Those in the shards. */
    static HeldTransfers in(ShardGateway gateway, HeldTransferEngine engine, HoldEngine holds) {
        return new HeldTransfers() {
            @Override
            public int shardOf(UUID transferId) {
                return gateway.shardOf(ShardKey.ofId(transferId));
            }

            @Override
            public Mono<?> release(UUID transferId) {
                return SlottedId.is(SlottedId.Kind.HOLD, transferId)
                        ? holds.decide(transferId, true)
                        : engine.release(transferId);
            }

            @Override
            public Mono<?> cancel(UUID transferId) {
                return SlottedId.is(SlottedId.Kind.HOLD, transferId)
                        ? holds.decide(transferId, false)
                        : engine.cancel(transferId, Refusal.PAYMENT_DECLINED);
            }
        };
    }
}
