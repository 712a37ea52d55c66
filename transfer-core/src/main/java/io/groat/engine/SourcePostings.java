package io.groat.engine;

import io.groat.db.Detached;
import io.groat.posting.Initiate;
import io.groat.posting.InitiateAnswer;
import io.groat.rule.TransactionType;
import io.groat.settlement.Leg;
import io.groat.shard.ShardKey;
import io.groat.shard.SlottedId;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferOrder;
import io.groat.transfer.TransferStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Moves money between sources on one shard, each movement once for its key. */
final class SourcePostings {

    private final ShardGateway shards;
    private final InstantSource clock;

    SourcePostings(ShardGateway shards, InstantSource clock) {
        this.shards = shards;
        this.clock = clock;
    }

    /**
     * Moves the legs one after the other; gives the first movement, or nothing where there is no leg. Fails when one can't be
     * made, which sources have no reason for but an overflow; what was made stays, and the same call goes on.
     *
     * @param about on whose shard, and the parent of the movements
     * @param reference what is written on them
     */
    Mono<UUID> move(UUID about, List<Leg> legs, Function<Leg, String> key, String reference) {
        return Detached.work(Flux.fromIterable(legs)
                .concatMap(leg -> shards.submit(new Initiate(order(about, leg, key.apply(leg), reference)))
                        .map(answer -> movement(answer, leg)))
                .collectList()
                .flatMap(made -> made.isEmpty() ? Mono.empty() : Mono.just(made.get(0))));
    }

    private TransferOrder order(UUID about, Leg leg, String key, String reference) {
        int shard = shards.shardOf(ShardKey.ofId(about));
        return new TransferOrder(
                SlottedId.create(SlottedId.Kind.TRANSFER, SlottedId.slotOf(about), clock.instant()),
                key,
                leg.from().ref(),
                leg.from().identity(),
                leg.to().ref(),
                leg.to().identity(),
                shard,
                shard,
                leg.amountMinor(),
                leg.from().currency(),
                new TransferNote(reference, null, null),
                TransferKind.SETTLEMENT,
                about,
                TransactionType.SETTLEMENT);
    }

    private static UUID movement(InitiateAnswer answer, Leg leg) {
        if (answer instanceof InitiateAnswer.Decided decided
                && decided.transfer().status() == TransferStatus.COMPLETED) {
            return decided.transfer().id();
        }
        throw new IllegalStateException(leg + " can't be made: " + answer);
    }
}
