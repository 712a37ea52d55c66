package io.groat.router.audit;

import io.groat.engine.Shards;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The audit log over all shards. An entry stands on the shard of the user whom it is about, else on that of the hash of
 * its actor. Each shard's rows are a chain; a row that is changed, taken out or put in between breaks it.
 */
public final class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int PIECE = 1_000;
    private static final byte[] START = new byte[32];

    private static final Comparator<AuditRow> NEWEST_FIRST = Comparator.comparing(AuditRow::at)
            .reversed()
            .thenComparing(AuditRow::shard)
            .thenComparing(Comparator.comparingLong(AuditRow::seq).reversed());

    private final Shards shards;
    private final List<AuditStore> stores;

    public AuditLog(Shards shards, InstantSource clock) {
        this.shards = shards;
        this.stores = shards.all().stream()
                .map(shard -> new AuditStore(shard.database(), clock))
                .toList();
    }

    /**
     * Remembers an act; it is durable when this ends. Fails with SHARD_UNAVAILABLE when the shard can't be asked: the
     * caller decides whether the act then goes on ({@link #tryAppend}) or not.
     */
    public Mono<Void> append(AuditEntry entry) {
        int shard = shards.map().shardOfUser(entry.userId() == null ? entry.actor() : entry.userId());
        return on(shard, stores.get(shard).append(entry)).then();
    }

    /** As {@link #append}, for acts that are over or must not wait: what can't be remembered is logged instead. */
    public Mono<Void> tryAppend(AuditEntry entry) {
        return append(entry).onErrorResume(failure -> {
            LOG.error("An act could not be written to the audit log: {}: {}", entry, failure.toString());
            return Mono.empty();
        });
    }

    Mono<List<AuditRow>> page(AuditFilter filter) {
        Flux<Integer> asked = filter.userId() == null
                ? Flux.range(0, stores.size())
                : Flux.just(shards.map().shardOfUser(filter.userId()));
        return asked.flatMap(shard -> on(shard, stores.get(shard).page(filter)))
                .flatMapIterable(found -> found)
                .sort(NEWEST_FIRST)
                .take(filter.limit())
                .collectList();
    }

    /**
     * What was found in one shard's chain.
     *
     * @param rows in the chain
     * @param hash of its last row: whoever notes it elsewhere sees later whether the chain was written anew
     * @param brokenAt the first row that does not follow the one before; null when all do
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record ChainState(
            int shard, long rows, byte[] hash, @Nullable Long brokenAt) {}

    /** Follows each chain from its start to its end. */
    Mono<List<ChainState>> verify() {
        return Flux.range(0, stores.size())
                .flatMapSequential(shard -> on(shard, verify(shard)))
                .collectList();
    }

    /** The end is read first: rows that are appended meanwhile are left for the next time. */
    private Mono<ChainState> verify(int shard) {
        return stores.get(shard).head().flatMap(head -> follow(shard, new ChainState(shard, 0, START, null), head));
    }

    private Mono<ChainState> follow(int shard, ChainState so, AuditStore.Head head) {
        if (so.brokenAt() != null) {
            return Mono.just(so);
        }
        if (so.rows() >= head.seq()) {
            return Mono.just(Arrays.equals(so.hash(), head.hash()) ? so : broken(so, head.seq()));
        }
        int most = (int) Math.min(PIECE, head.seq() - so.rows());
        return stores.get(shard)
                .chain(so.rows(), most)
                .map(rows -> rows.isEmpty() ? broken(so, so.rows() + 1) : through(so, rows))
                .flatMap(further -> follow(shard, further, head));
    }

    private static ChainState through(ChainState so, List<AuditRow> rows) {
        ChainState state = so;
        for (AuditRow row : rows) {
            if (row.seq() != state.rows() + 1 || !row.follows(state.hash())) {
                return broken(state, state.rows() + 1);
            }
            state = new ChainState(state.shard(), row.seq(), row.hash(), null);
        }
        return state;
    }

    private static ChainState broken(ChainState state, long seq) {
        return new ChainState(state.shard(), state.rows(), state.hash(), seq);
    }

    private <T> Mono<T> on(int shard, Mono<T> work) {
        return shards.whenUp(shard)
                .then(work)
                .onErrorMap(
                        failure -> !(failure instanceof RefusedException),
                        failure -> new RefusedException(
                                Refused.of(Refusal.SHARD_UNAVAILABLE, "shard", "Shard " + shard + " can't be asked"),
                                failure));
    }
}
