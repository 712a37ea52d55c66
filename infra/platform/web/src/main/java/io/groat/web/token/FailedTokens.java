package io.groat.web.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the bad tokens that come from each address, so that nobody tries them by the thousand. */
final class FailedTokens {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int ADDRESSES = 10_000;

    private final Cache<String, AtomicInteger> failures = Caffeine.newBuilder()
            .maximumSize(ADDRESSES)
            .expireAfterWrite(WINDOW)
            .build();
    private final int most;

    /** @param most in a minute */
    FailedTokens(int most) {
        this.most = most;
    }

    boolean tooMany(String address) {
        AtomicInteger count = failures.getIfPresent(address);
        return count != null && count.get() >= most;
    }

    void count(String address) {
        failures.get(address, first -> new AtomicInteger()).incrementAndGet();
    }
}
