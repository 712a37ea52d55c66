package io.groat.saga;

import io.groat.shard.SlottedId;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Picks up transfers of one payer's shard that have been PENDING for longer than a drive takes, whoever began
 * them, and drives them to their end. Any number of routers may do so at once.
 */
public final class Redrive {

    private static final Logger LOG = LoggerFactory.getLogger(Redrive.class);
    private static final int AT_ONCE = 64;

    private final int shard;
    private final TransferStore store;
    private final TransferDrive drive;
    private final IntPredicate reachable;
    private final InstantSource clock;
    private final Duration minimumAge;
    private final Rounds rounds;

    /**
     * @param reachable whether a payee's shard is worth asking; its transfers are left for a later round else
     * @param minimumAge how long a transfer is left to the router that began it
     * @param pause between two rounds
     */
    public Redrive(
            int shard,
            TransferStore store,
            TransferDrive drive,
            IntPredicate reachable,
            InstantSource clock,
            Duration minimumAge,
            Duration pause) {
        this.shard = shard;
        this.store = store;
        this.drive = drive;
        this.reachable = reachable;
        this.clock = clock;
        this.minimumAge = minimumAge;
        this.rounds = new Rounds("Redrive of shard " + shard, this::page, this::driveOne, AT_ONCE, pause);
    }

    /** Begins to look, round after round, until {@link #stop}. */
    public void start() {
        rounds.start(ended -> LOG.info("Shard {}: drove {} pending transfers to their end", shard, ended));
    }

    public void stop() {
        rounds.stop();
    }

    /** Goes once through all transfers that have been PENDING for long enough; gives how many ended. */
    public Mono<Long> round() {
        return rounds.round();
    }

    private Mono<List<Transfer>> page(UUID after) {
        return store.pending(after, clock.instant().minus(minimumAge), Rounds.PAGE);
    }

    private Mono<Transfer> driveOne(Transfer transfer) {
        if (!reachable.test(transfer.payeeShard())) {
            return Mono.empty();
        }
        return drive.toEnd(transfer)
                .filter(driven -> driven.status().isFinal())
                .doOnError(failure -> LOG.debug(
                        "Transfer {} of {} stays PENDING: {}",
                        transfer.id(),
                        SlottedId.createdAt(transfer.id()),
                        failure.toString()))
                .onErrorComplete();
    }
}
