package io.groat.web.limit;

import io.groat.web.access.Caller;
import io.groat.web.access.Limit;
import io.groat.web.access.Rate;
import io.groat.web.redis.RedisLink;
import io.groat.web.redis.RedisScript;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import reactor.core.publisher.Mono;

/**
 * Lets callers through so often and no more. One script in Redis counts for all routers, to the permit; while Redis does
 * not answer, each router counts for itself, and lets through a quarter of what guards secrets. Nobody is refused for
 * Redis' sake, and none waits for it more than the first few.
 */
public final class RateLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimiter.class);
    private static final RedisScript GCRA = RedisScript.of(RateLimiter.class, "gcra.lua");
    private static final int STRICT_SHARE = 4;
    private static final int NUMBERS = 4;

    private final RedisLink redis;
    private final LocalLimiter local;
    private final LimitSettings settings;
    private final InstantSource clock;
    private final Counter localDecisions;
    private final Map<Limit, Limit> inForce = new ConcurrentHashMap<>();
    private volatile Instant redisAgainAt = Instant.MIN;
    /** Whether Redis did not answer when it was last asked. */
    private volatile boolean silent;

    public RateLimiter(RedisLink redis, LimitSettings settings, InstantSource clock, MeterRegistry meters) {
        this.redis = redis;
        this.local = new LocalLimiter(clock);
        this.settings = settings;
        this.clock = clock;
        this.localDecisions = Counter.builder("groat.limits.local")
                .description("Calls counted by this process alone, for Redis did not answer")
                .register(meters);
    }

    /** The rate that holds for that caller, or for an address when there is none. */
    Rate rate(Limit limit, @Nullable Caller caller) {
        Limit holds = inForce.computeIfAbsent(limit, settings::inForce);
        if (caller == null) {
            return holds.perAddress();
        }
        return switch (caller.kind()) {
            case USER -> holds.perUser();
            case API_KEY -> holds.perKey();
            case SERVICE -> Rate.UNLIMITED;
        };
    }

    /** Takes one permit of the caller's; fails with RATE_LIMITED when there is none. */
    public Mono<Void> require(Caller caller, Limit limit) {
        Rate rate = rate(limit, caller);
        return rate.isUnlimited()
                ? Mono.empty()
                : take(caller.text(), limit, rate)
                        .flatMap(decision -> decision.allowed() ? Mono.empty() : Mono.error(decision.refusal()));
    }

    /**
     * Takes one permit. Never fails.
     *
     * @param subject who is counted: a caller's text, or {@code address:…}
     * @param rate not unlimited
     */
    Mono<Decision> take(String subject, Limit limit, Rate rate) {
        String key = "rate_limit:" + subject + ":" + limit.name();
        if (clock.instant().isBefore(redisAgainAt)) {
            return Mono.fromSupplier(() -> alone(key, limit, rate));
        }
        return redis.run(
                        GCRA,
                        List.of(key),
                        List.of(Long.toString(CellRate.micros(rate.interval())), Integer.toString(rate.permits()), "1"))
                .timeout(settings.redisLimit())
                .map(numbers -> decision(rate, numbers))
                .doOnNext(decision -> silent = false)
                .onErrorResume(failure -> Mono.fromSupplier(() -> {
                    leaveRedis(failure);
                    return alone(key, limit, rate);
                }));
    }

    private Decision alone(String key, Limit limit, Rate rate) {
        localDecisions.increment();
        Rate here = limit.strict() ? new Rate(Math.max(1, rate.permits() / STRICT_SHARE), rate.period()) : rate;
        return local.take(key, here, 1);
    }

    private void leaveRedis(Throwable failure) {
        Instant now = clock.instant();
        if (!now.isBefore(redisAgainAt)) {
            // One answer that came late is a busy moment; the next one that is missing is not.
            LOG.atLevel(silent ? Level.WARN : Level.INFO)
                    .log("Redis does not count calls, this process does: {}", failure.toString());
        }
        silent = true;
        redisAgainAt = now.plus(settings.redisPause());
    }

    private static Decision decision(Rate rate, List<Object> numbers) {
        if (numbers.size() != NUMBERS) {
            throw new IllegalStateException("the script gave " + numbers.size() + " numbers");
        }
        return new Decision(
                rate,
                number(numbers, 0) == 1,
                number(numbers, 1),
                micros(number(numbers, 2)),
                micros(number(numbers, NUMBERS - 1)));
    }

    private static long number(List<Object> numbers, int index) {
        return ((Number) numbers.get(index)).longValue();
    }

    private static Duration micros(long micros) {
        return CellRate.ofMicros(micros);
    }
}
