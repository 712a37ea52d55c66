package io.groat.router.shard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/**
 * Bounds how many read one shard at once: more would only wait for its few connections. Reads respect the
 * commands' breaker but don't move it, for slow reads are no reason to stop payments.
 */
public final class GuardedReads {

    private final GuardedShards commands;
    private final List<Bulkhead> bulkheads;

    public GuardedReads(GuardedShards commands, int shardCount, GuardSettings settings, BulkheadRegistry registry) {
        this.commands = commands;
        BulkheadConfig config = BulkheadConfig.custom()
                .maxConcurrentCalls(settings.reads())
                .writableStackTraceEnabled(false)
                .build();
        this.bulkheads = IntStream.range(0, shardCount)
                .mapToObj(shard -> registry.bulkhead("shard-" + shard + "-reads", config))
                .toList();
    }

    /** The read of one shard, guarded: SHARD_BUSY when too many read it, SHARD_UNAVAILABLE while it is left alone. */
    public <T> Mono<T> of(int shard, Mono<T> read) {
        Bulkhead bulkhead = bulkheads.get(shard);
        Mono<T> bounded = read.transform(BulkheadOperator.of(bulkhead))
                .onErrorMap(BulkheadFullException.class, full -> busy(shard));
        return Mono.defer(() -> commands.state(shard) == CircuitBreaker.State.OPEN
                ? Mono.error(GuardedShards.leftAlone(shard))
                : bounded);
    }

    /** The read of all shards, guarded as one read of each. */
    public <T> Mono<T> ofAll(Mono<T> read) {
        Mono<T> guarded = read;
        for (int shard = 0; shard < bulkheads.size(); shard++) {
            guarded = of(shard, guarded);
        }
        return guarded;
    }

    private static RefusedException busy(int shard) {
        return new RefusedException(
                Refused.of(Refusal.SHARD_BUSY, "shard", "Shard " + shard + " is being read by as many as it takes"));
    }
}
