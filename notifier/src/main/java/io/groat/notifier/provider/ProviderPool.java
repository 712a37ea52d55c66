package io.groat.notifier.provider;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.groat.notifier.queue.Attempt;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The providers of one channel, in their order. The first whose circuit breaker lets it try gets a message; when it fails
 * the next does, in the same attempt. A provider that keeps failing is left alone for a while, then tried with one message.
 *
 * <p>When a provider has not answered in time nobody knows whether it has taken the message: then no other gets it in that
 * attempt, and the next one is made under the same id.
 */
public final class ProviderPool {

    private static final int WINDOW = 10;
    private static final int LEAST = 3;
    private static final String UNKNOWN = "no answer in time";

    private record Guarded(Provider provider, CircuitBreaker breaker) {}

    private final List<Guarded> providers;
    private final Duration pause;

    /**
     * @param kind of what they take
     * @param pause how long a provider that fails is left alone
     */
    public ProviderPool(String kind, List<? extends Provider> providers, Duration pause, MeterRegistry meters) {
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(LEAST)
                .failureRateThreshold(50)
                .waitDurationInOpenState(pause)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build();
        this.pause = pause;
        this.providers = providers.stream()
                .map(provider -> new Guarded(provider, CircuitBreaker.of(provider.name(), config)))
                .toList();
        this.providers.forEach(one -> meters.gauge(
                "groat.notifier.provider.open",
                List.of(Tag.of("kind", kind), Tag.of("provider", one.provider().name())),
                one.breaker(),
                breaker -> breaker.getState() == CircuitBreaker.State.OPEN ? 1 : 0));
    }

    public Mono<Attempt> send(Outgoing outgoing) {
        return next(outgoing, providers.iterator(), new Attempt.Postponed(pause));
    }

    private Mono<Attempt> next(Outgoing outgoing, Iterator<Guarded> left, Attempt last) {
        while (left.hasNext()) {
            Guarded guarded = left.next();
            if (guarded.breaker().tryAcquirePermission()) {
                return attempt(outgoing, guarded)
                        .flatMap(attempt -> goesOn(attempt) ? next(outgoing, left, attempt) : Mono.just(attempt));
            }
        }
        return Mono.just(last);
    }

    private static boolean goesOn(Attempt attempt) {
        return attempt instanceof Attempt.Failed failed && !UNKNOWN.equals(failed.reason());
    }

    private static Mono<Attempt> attempt(Outgoing outgoing, Guarded guarded) {
        long begun = System.nanoTime();
        return Mono.defer(() -> guarded.provider().send(outgoing))
                .onErrorResume(failure -> Mono.just(failed(guarded.provider(), failure)))
                .doOnNext(attempt -> judge(guarded.breaker(), attempt, System.nanoTime() - begun))
                .doOnCancel(guarded.breaker()::releasePermission);
    }

    private static Attempt failed(Provider provider, Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return new Attempt.Failed(provider.name(), UNKNOWN, null);
            }
        }
        return new Attempt.Failed(provider.name(), failure.getClass().getSimpleName(), null);
    }

    private static void judge(CircuitBreaker breaker, Attempt attempt, long nanos) {
        if (attempt instanceof Attempt.Failed failed) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, new IllegalStateException(failed.reason()));
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
