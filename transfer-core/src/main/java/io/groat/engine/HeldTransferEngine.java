package io.groat.engine;

import io.groat.posting.CancelHeld;
import io.groat.posting.Command;
import io.groat.posting.ReleaseHeld;
import io.groat.refusal.Refusal;
import io.groat.saga.TransferDrive;
import io.groat.shard.ShardKey;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Carries out decisions about held transfers. The first decision counts: one that comes again, or late, changes
 * nothing; nor does one about what is held for a payout, which its gateway ends. Fails with a RefusedException when the payer's shard can't be asked; deciding again is then safe.
 */
public final class HeldTransferEngine {

    private final ShardGateway gateway;
    private final TransferDrive drive;

    /** @param gateway the way to the shards, with whatever guards stand before them */
    public HeldTransferEngine(ShardGateway gateway) {
        this.gateway = gateway;
        this.drive = new TransferDrive(gateway);
    }

    /**
     * Lets the transfer go, and drives it on; where the payee's shard can't be asked it stays PENDING, for redrive.
     *
     * @return the transfer as it then stands; empty when there is none of that id
     */
    public Mono<Transfer> release(UUID transferId) {
        return decide(transferId, ReleaseHeld::new)
                .flatMap(transfer -> drive.toEnd(transfer).onErrorReturn(transfer));
    }

    /**
     * Cancels the transfer.
     *
     * @return the transfer as it then stands; empty when there is none of that id
     */
    public Mono<Transfer> cancel(UUID transferId, Refusal reason) {
        return decide(transferId, held -> new CancelHeld(held, reason));
    }

    private Mono<Transfer> decide(UUID transferId, Function<Transfer, Command<Transfer>> command) {
        return gateway.on(ShardKey.ofId(transferId), shard -> shard.transfers().find(transferId))
                .flatMap(found -> found.status() == TransferStatus.HELD && found.waitsForDecision()
                        ? gateway.submit(command.apply(found))
                        : Mono.just(found));
    }
}
