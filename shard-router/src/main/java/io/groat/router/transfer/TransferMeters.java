package io.groat.router.transfer;

import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Counts the transfers that this service made, by how they were answered and by way. Replays are counted apart. */
public final class TransferMeters {

    private static final TransferStatus[] STATUSES = TransferStatus.values();

    private final Counter[] sameShard;
    private final Counter[] crossShard;
    private final Counter replays;

    public TransferMeters(MeterRegistry meters) {
        this.sameShard = counters(meters, "same");
        this.crossShard = counters(meters, "cross");
        this.replays = Counter.builder("groat.transfers.replayed")
                .description("Requests answered with the transfer that an earlier one had made")
                .register(meters);
    }

    /** Counts one answer that is a transfer's. */
    public void count(Transfer transfer, boolean replayed) {
        if (replayed) {
            replays.increment();
        } else {
            (transfer.crossShard() ? crossShard : sameShard)[transfer.status().ordinal()].increment();
        }
    }

    /** Transfers since the start that were answered with that status. */
    public long count(TransferStatus status, boolean cross) {
        return (long) (cross ? crossShard : sameShard)[status.ordinal()].count();
    }

    private static Counter[] counters(MeterRegistry meters, String way) {
        Counter[] counters = new Counter[STATUSES.length];
        for (TransferStatus status : STATUSES) {
            counters[status.ordinal()] = Counter.builder("groat.transfers")
                    .description("Transfers made, by the status in their answer; \"cross\" goes to another shard")
                    .tag("outcome", status.name().toLowerCase(Locale.ROOT))
                    .tag("way", way)
                    .register(meters);
        }
        return counters;
    }
}
