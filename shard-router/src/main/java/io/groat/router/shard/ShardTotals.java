package io.groat.router.shard;

import io.groat.account.AccountStore;
import io.groat.engine.Shard;
import io.groat.engine.Shards;
import io.groat.transfer.TransferStore.Counted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceArray;
import reactor.core.publisher.Mono;

/**
 * How much is in each shard's tables, at most some seconds old. Accounts are summed up each time; transfers, of
 * which there may be very many, are counted once and then only those that came since.
 */
public final class ShardTotals {

    /** How old an answer may be. */
    public static final Duration MAX_AGE = Duration.ofSeconds(5);

    private static final UUID FIRST = new UUID(0, 0);
    private static final int PIECE = 100_000;
    private static final Duration COUNT_LIMIT = Duration.ofSeconds(4);

    /** Ids come from routers' clocks, and commits later: what is this old is taken to be complete. */
    private static final Duration COMPLETE_AFTER = Duration.ofSeconds(30);

    /**
     * What one shard holds.
     *
     * @param transfers whose payer lives there, whatever became of them
     * @param crossShard those of them to another shard
     */
    public record Totals(List<AccountStore.Total> accounts, long transfers, long crossShard) {
        public long accountCount() {
            return accounts.stream().mapToLong(AccountStore.Total::accounts).sum();
        }
    }

    private final InstantSource clock;
    private final AtomicReferenceArray<Counted> complete;
    private final List<Mono<Optional<Totals>>> cached;

    public ShardTotals(Shards shards, InstantSource clock) {
        this.clock = clock;
        this.complete = new AtomicReferenceArray<>(shards.all().size());
        for (int shard = 0; shard < complete.length(); shard++) {
            complete.set(shard, new Counted(0, 0, FIRST));
        }
        this.cached = shards.all().stream()
                .map(shard -> shards.whenUp(shard.number())
                        .flatMap(this::read)
                        .map(Optional::of)
                        .timeout(COUNT_LIMIT)
                        .onErrorReturn(Optional.empty())
                        .cache(MAX_AGE))
                .toList();
    }

    /** What that shard holds; nothing when it can't say in time. */
    public Mono<Optional<Totals>> of(int shard) {
        return cached.get(shard);
    }

    private Mono<Totals> read(Shard shard) {
        return Mono.zip(shard.accounts().totals(), count(shard))
                .map(found -> new Totals(
                        found.getT1(), found.getT2().transfers(), found.getT2().crossShard()));
    }

    private Mono<Counted> count(Shard shard) {
        Instant now = clock.instant();
        return countComplete(shard, now.minus(COMPLETE_AFTER))
                .flatMap(base -> shard.transfers()
                        .count(lastOf(base), now.plus(COMPLETE_AFTER), Integer.MAX_VALUE)
                        .map(newest -> sum(base, newest)));
    }

    /** Piece by piece, each kept: a count that is cut short goes on from there the next time. */
    private Mono<Counted> countComplete(Shard shard, Instant before) {
        return Mono.defer(() -> countPiece(shard, before))
                .repeat()
                .takeUntil(piece -> piece.transfers() < PIECE)
                .then(Mono.fromSupplier(() -> complete.get(shard.number())));
    }

    private Mono<Counted> countPiece(Shard shard, Instant before) {
        Counted base = complete.get(shard.number());
        return shard.transfers()
                .count(lastOf(base), before, PIECE)
                .doOnNext(piece -> complete.set(shard.number(), sum(base, piece)));
    }

    private static Counted sum(Counted base, Counted piece) {
        return new Counted(
                base.transfers() + piece.transfers(),
                base.crossShard() + piece.crossShard(),
                piece.last() == null ? base.last() : piece.last());
    }

    private static UUID lastOf(Counted counted) {
        UUID last = counted.last();
        return last == null ? FIRST : last;
    }
}
