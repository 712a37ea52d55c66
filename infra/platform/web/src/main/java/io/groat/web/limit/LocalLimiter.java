package io.groat.web.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.groat.web.access.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ConcurrentMap;

/** Counts in this process alone. Subjects that nobody asks about are forgotten, the least asked about first. */
final class LocalLimiter {

    private static final int SUBJECTS = 100_000;

    private final InstantSource clock;
    private final ConcurrentMap<String, Long> fullAt;

    LocalLimiter(InstantSource clock) {
        this.clock = clock;
        Cache<String, Long> times = Caffeine.newBuilder()
                .maximumSize(SUBJECTS)
                .expireAfterAccess(Duration.ofDays(1))
                .build();
        this.fullAt = times.asMap();
    }

    Decision take(String key, Rate rate, int count) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        Decision[] decision = new Decision[1];
        fullAt.compute(key, (subject, before) -> {
            CellRate.Result result = CellRate.take(rate, before == null ? 0 : before, now, count);
            decision[0] = result.decision();
            return result.fullAt();
        });
        return decision[0];
    }
}
