package io.groat.router.shard;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.groat.posting.Command;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.saga.ShardGateway;
import java.util.List;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/**
 * The lanes behind a circuit breaker each. While a shard's breaker is open its commands fail at once instead of
 * each waiting for what doesn't come. Only a shard that can't be reached, or whose lane has
 * not come on for long, counts as failing: a full queue and a refused request are answers, and what took too long was
 * held up by a busy machine.
 */
public final class GuardedShards implements ShardGateway {

    private final ShardGateway lanes;
    private final List<CircuitBreaker> breakers;

    public GuardedShards(ShardGateway lanes, int shardCount, GuardSettings settings, CircuitBreakerRegistry registry) {
        this.lanes = lanes;
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
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
        this.breakers = IntStream.range(0, shardCount)
                .mapToObj(shard -> registry.circuitBreaker("shard-" + shard, config))
                .toList();
    }

    @Override
    public <R> Mono<R> submit(int shard, Command<R> command) {
        return lanes.submit(shard, command)
                .transform(CircuitBreakerOperator.of(breakers.get(shard)))
                .onErrorMap(CallNotPermittedException.class, open -> leftAlone(shard));
    }

    public CircuitBreaker.State state(int shard) {
        return breakers.get(shard).getState();
    }

    static RefusedException leftAlone(int shard) {
        return new RefusedException(Refused.of(
                Refusal.SHARD_UNAVAILABLE, "shard", "Shard " + shard + " failed repeatedly and is left alone briefly"));
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
