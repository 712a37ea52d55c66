package io.groat.router.audit;

import io.groat.engine.Shard;
import io.groat.engine.ShardGateway;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.shard.ShardKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

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

    /** How often an act waits for its turn where many ask a shard at once, and for how long, a few seconds in all. */
    private static final int TURNS = 6;

    private static final Duration TURN = Duration.ofMillis(50);

    private final ShardGateway shards;
    private final InstantSource clock;

    public AuditLog(ShardGateway shards, InstantSource clock) {
        this.shards = shards;
        this.clock = clock;
    }

    /**
     * Remembers an act; it is durable when this ends. Fails with SHARD_UNAVAILABLE when the shard can't be asked: the
     * caller decides whether the act then goes on ({@link #tryAppend}) or not. No act is forgotten because others read.
     */
    public Mono<Void> append(AuditEntry entry) {
        String whose = entry.userId() == null ? entry.actor() : entry.userId();
        return shards.on(ShardKey.ofName(whose), shard -> store(shard).append(entry))
                .retryWhen(Retry.backoff(TURNS, TURN)
                        .filter(AuditLog::isBusy)
                        .onRetryExhaustedThrow((spec, last) -> last.failure()))
                .then();
    }

    private static boolean isBusy(Throwable failure) {
        return failure instanceof RefusedException refused && refused.refused().refusal() == Refusal.SHARD_BUSY;
    }

    /** As {@link #append}, for acts that are over or must not wait: what can't be remembered is logged instead. */
    public Mono<Void> tryAppend(AuditEntry entry) {
        return append(entry).onErrorResume(failure -> {
            LOG.error("An act could not be written to the audit log: {}: {}", entry, failure.toString());
            return Mono.empty();
        });
    }

    Mono<List<AuditRow>> page(AuditFilter filter) {
        String userId = filter.userId();
        Flux<List<AuditRow>> pages = userId == null
                ? shards.onAll(shard -> store(shard).page(filter))
                : shards.on(ShardKey.ofName(userId), shard -> store(shard).page(filter))
                        .flux();
        return pages.flatMapIterable(found -> found)
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
        return shards.onAll(shard -> verify(shard.number(), store(shard)))
                .sort(Comparator.comparing(ChainState::shard))
                .collectList();
    }

    /** The end is read first: rows that are appended meanwhile are left for the next time. */
    private static Mono<ChainState> verify(int shard, AuditStore store) {
        return store.head().flatMap(head -> follow(store, new ChainState(shard, 0, START, null), head));
    }

    private static Mono<ChainState> follow(AuditStore store, ChainState so, AuditStore.Head head) {
        if (so.brokenAt() != null) {
            return Mono.just(so);
        }
        if (so.rows() >= head.seq()) {
            return Mono.just(Arrays.equals(so.hash(), head.hash()) ? so : broken(so, head.seq()));
        }
        int most = (int) Math.min(PIECE, head.seq() - so.rows());
        return store.chain(so.rows(), most)
                .map(rows -> rows.isEmpty() ? broken(so, so.rows() + 1) : through(so, rows))
                .flatMap(further -> follow(store, further, head));
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

    private AuditStore store(Shard shard) {
        return new AuditStore(shard.database(), clock);
    }
}
