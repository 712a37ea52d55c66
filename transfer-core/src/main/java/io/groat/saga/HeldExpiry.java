package io.groat.saga;

import io.groat.posting.CancelHeld;
import io.groat.refusal.Refusal;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import io.groat.transfer.TransferStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Cancels transfers of one payer's shard that nobody has decided in time. Any number of routers may do so at once. */
public final class HeldExpiry {

    private static final Logger LOG = LoggerFactory.getLogger(HeldExpiry.class);
    private static final int AT_ONCE = 64;

    private final int shard;
    private final TransferStore store;
    private final CommandGateway gateway;
    private final InstantSource clock;
    private final Duration limit;
    private final Rounds rounds;

    /**
     * @param limit how long a transfer may be HELD
     * @param pause between two looks
     */
    public HeldExpiry(
            int shard,
            TransferStore store,
            CommandGateway gateway,
            InstantSource clock,
            Duration limit,
            Duration pause) {
        this.shard = shard;
        this.store = store;
        this.gateway = gateway;
        this.clock = clock;
        this.limit = limit;
        this.rounds = new Rounds("Expiry of shard " + shard, this::page, this::cancel, AT_ONCE, pause);
    }

    /** Begins to look, round after round, until {@link #stop}. */
    public void start() {
        rounds.start(ended -> LOG.info("Shard {}: cancelled {} transfers held for too long", shard, ended));
    }

    public void stop() {
        rounds.stop();
    }

    /** Goes once through all transfers that have been HELD for too long; gives how many ended. */
    public Mono<Long> round() {
        return rounds.round();
    }

    private Mono<List<Transfer>> page(UUID after) {
        return store.held(after, clock.instant().minus(limit), Rounds.PAGE);
    }

    private Mono<Transfer> cancel(Transfer transfer) {
        return gateway.submit(new CancelHeld(transfer, Refusal.HOLD_EXPIRED))
                .filter(ended -> ended.status() == TransferStatus.CANCELLED)
                .doOnError(failure -> LOG.debug("Transfer {} stays HELD: {}", transfer.id(), failure.toString()))
                .onErrorComplete();
    }
}
