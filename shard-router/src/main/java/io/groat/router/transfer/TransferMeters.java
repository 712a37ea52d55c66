package io.groat.router.transfer;

import io.groat.posting.InitiateAnswer;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts the transfers that this service made, by how they were answered and by way. Replays are counted apart. */
public final class TransferMeters {

    private final Map<TransferStatus, Counter> sameShard;
    private final Map<TransferStatus, Counter> crossShard;
    private final Counter replays;

    public TransferMeters(MeterRegistry meters) {
        this.sameShard = counters(meters, "same");
        this.crossShard = counters(meters, "cross");
        this.replays = Counter.builder("groat.transfers.replayed")
                .description("Requests answered with the transfer that an earlier one had made")
                .register(meters);
    }

    /** What an answer comes to, counted. */
    public TransferResult counted(InitiateAnswer answer) {
        if (answer instanceof InitiateAnswer.Decided decided) {
            count(decided.transfer(), decided.replayed());
        }
        return TransferResult.of(answer);
    }

    /** Counts one answer that is a transfer's. */
    public void count(Transfer transfer, boolean replayed) {
        if (replayed) {
            replays.increment();
        } else {
            counter(transfer.status(), transfer.crossShard()).increment();
        }
    }

    /** Transfers since the start that were answered with that status. */
    public long count(TransferStatus status, boolean cross) {
        return (long) counter(status, cross).count();
    }

    /** Requests since the start that were answered with an earlier one's transfer. */
    public long replayed() {
        return (long) replays.count();
    }

    private Counter counter(TransferStatus status, boolean cross) {
        return Objects.requireNonNull((cross ? crossShard : sameShard).get(status));
    }

    private static Map<TransferStatus, Counter> counters(MeterRegistry meters, String way) {
        Map<TransferStatus, Counter> counters = new EnumMap<>(TransferStatus.class);
        for (TransferStatus status : TransferStatus.values()) {
            counters.put(
                    status,
                    Counter.builder("groat.transfers")
                            .description(
                                    "Transfers made, by the status in their answer; \"cross\" goes to another shard")
                            .tag("outcome", status.name().toLowerCase(Locale.ROOT))
                            .tag("way", way)
                            .register(meters));
        }
        return counters;
    }
}
