package io.groat.router.shard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.groat.engine.Shard;
import io.groat.engine.ShardGateway;
import io.groat.posting.Command;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.shard.ShardKey;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/**
 * The shards behind a circuit breaker and a bulkhead each: the way that all of the router takes to them.
 *
 * <p>Commands move the breaker. While it is open they fail at once instead of each waiting for what doesn't come. Only a
 * shard that can't be reached, or whose lane has not come on for long, counts as failing: a full queue and a refused
 * request are answers, and what took too long was held up by a busy machine.
 *
 * <p>What else is asked of a shard respects the breaker and doesn't move it, for slow reads are no reason to stop
 * payments. It stands behind the bulkhead: more at once would only wait for the shard's few connections. Commands don't,
 * for their lane's queue bounds them.
 */
public final class GuardedShards implements ShardGateway {

    private final ShardGateway shards;
    private final List<CircuitBreaker> breakers;
    private final List<Bulkhead> bulkheads;

    public GuardedShards(
            ShardGateway shards, GuardSettings settings, CircuitBreakerRegistry breakers, BulkheadRegistry bulkheads) {
        this.shards = shards;
        CircuitBreakerConfig breaking = CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(settings.window())
                .failureRateThreshold(settings.failureRate())
                .waitDurationInOpenState(settings.pause())
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .permittedNumberOfCallsInHalfOpenState(settings.probes())
                .recordException(GuardedShards::isOutage)
                .ignoreException(GuardedShards::isBusy)
                .writableStackTraceEnabled(false)
                .build();
        BulkheadConfig bounding = BulkheadConfig.custom()
                .maxConcurrentCalls(settings.reads())
                .writableStackTraceEnabled(false)
                .build();
        this.breakers = IntStream.range(0, shards.shardCount())
                .mapToObj(shard -> breakers.circuitBreaker("shard-" + shard, breaking))
                .toList();
        this.bulkheads = IntStream.range(0, shards.shardCount())
                .mapToObj(shard -> bulkheads.bulkhead("shard-" + shard + "-reads", bounding))
                .toList();
    }

    @Override
    public <R> Mono<R> submit(Command<R> command) {
        int shard = shardOf(command);
        return shards.submit(command)
                .transform(CircuitBreakerOperator.of(breakers.get(shard)))
                .onErrorMap(CallNotPermittedException.class, open -> leftAlone(shard));
    }

    @Override
    public <T> Mono<T> on(ShardKey key, Function<Shard, Mono<T>> work) {
        return Mono.defer(() -> {
            int shard = shardOf(key);
            return state(shard) == CircuitBreaker.State.OPEN
                    ? Mono.error(leftAlone(shard))
                    : shards.on(key, work)
                            .transform(BulkheadOperator.of(bulkheads.get(shard)))
                            .onErrorMap(BulkheadFullException.class, full -> busy(shard));
        });
    }

    @Override
    public int shardCount() {
        return shards.shardCount();
    }

    @Override
    public int shardOf(ShardKey key) {
        return shards.shardOf(key);
    }

    @Override
    public boolean reachable(ShardKey key) {
        return shards.reachable(key);
    }

    @Override
    public boolean committedWithin(ShardKey key, Duration time) {
        return shards.committedWithin(key, time);
    }

    public CircuitBreaker.State state(int shard) {
        return breakers.get(shard).getState();
    }

    private static RefusedException leftAlone(int shard) {
        return new RefusedException(Refused.of(
                Refusal.SHARD_UNAVAILABLE, "shard", "Shard " + shard + " failed repeatedly and is left alone briefly"));
    }

    private static RefusedException busy(int shard) {
        return new RefusedException(
                Refused.of(Refusal.SHARD_BUSY, "shard", "Shard " + shard + " is being read by as many as it takes"));
    }

    private static boolean isOutage(Throwable failure) {
        return is(Refusal.SHARD_UNAVAILABLE, failure);
    }

    private static boolean isBusy(Throwable failure) {
        return is(Refusal.SHARD_BUSY, failure);
    }

    private static boolean is(Refusal refusal, Throwable failure) {
        return failure instanceof RefusedException known && known.refused().refusal() == refusal;
    }
}
