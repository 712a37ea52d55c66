package io.groat.notifier.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.groat.notifier.message.Channel;
import io.groat.notifier.queue.ConcurrencyLimit;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * What accounts say, remembered for about half an hour, each for a time of its own so that they are not all asked for at one
 * moment. A few questions are under way at once, each asked again at growing pauses while the router is away or busy; all
 * others stand in line behind them, and those about one user are one. So a router that is slow gets few questions, and each
 * is answered in the end.
 */
final class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final Duration SHORTEST_TIME = Duration.ofMinutes(20);
    private static final Duration LONGEST_TIME = Duration.ofMinutes(40);
    private static final int MOST = 100_000;
    private static final int AT_ONCE = 4;
    private static final int URGENT_AT_ONCE = 4;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Of questions that the router answers with what is no answer, though it is not busy. */
    private static final int ATTEMPTS = 3;

    /** An answer and when it came, by {@link System#nanoTime()}. */
    private record Known(Map<Channel, String> addresses, long at) {}

    private final AccountAddresses router;
    private final Duration firstPause;
    private final ConcurrencyLimit line = new ConcurrencyLimit(AT_ONCE);
    private final ConcurrencyLimit urgent = new ConcurrencyLimit(URGENT_AT_ONCE);
    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfter(Expiry.creating((String user, Known answer) -> Duration.ofMillis(
                    ThreadLocalRandom.current().nextLong(SHORTEST_TIME.toMillis(), LONGEST_TIME.toMillis()))))
            .build();
    private final Map<String, Mono<Map<Channel, String>>> asking = new ConcurrentHashMap<>();

    /** @param firstPause after which a question is asked once more; later ones are longer */
    Accounts(AccountAddresses router, Duration firstPause) {
        this.router = router;
        this.firstPause = firstPause;
    }

    /** What is remembered; null when nothing is. */
    @Nullable
    Map<Channel, String> known(String userId) {
        return known(userId, LONGEST_TIME);
    }

    /** The same, not older than that. */
    @Nullable
    Map<Channel, String> known(String userId, Duration age) {
        Known answer = known.getIfPresent(userId);
        return answer == null || System.nanoTime() - answer.at() > age.toNanos() ? null : answer.addresses();
    }

    void forget(String userId) {
        known.invalidate(userId);
    }

    /**
     * Asks once, beside those that can wait; whoever has no more patience takes the question back.
     *
     * @param age how old an answer may be that came while this stood in line
     */
    Mono<Map<Channel, String>> askNow(String userId, Duration age) {
        return urgent.through(Mono.defer(() -> {
            @Nullable Map<Channel, String> answered = known(userId, age);
            return answered == null
                    ? router.of(userId).doOnNext(answer -> remember(userId, answer))
                    : Mono.just(answered);
        }));
    }

    private void remember(String userId, Map<Channel, String> answer) {
        known.put(userId, new Known(answer, System.nanoTime()));
    }

    /**
     * Asks, for as long as it takes; fails only when the router, not being busy, will not say. What was remembered between
     * the caller's look and now is the answer.
     */
    Mono<Map<Channel, String>> ask(String userId) {
        return Mono.defer(() -> asking.computeIfAbsent(
                userId, one -> answer(one).doFinally(end -> asking.remove(one)).cache()));
    }

    private Mono<Map<Channel, String>> answer(String userId) {
        return line.through(Mono.defer(() -> {
            @Nullable Map<Channel, String> answered = known(userId);
            return answered == null
                    ? patiently(router.of(userId)).doOnNext(answer -> remember(userId, answer))
                    : Mono.just(answered);
        }));
    }

    private <T> Mono<T> patiently(Mono<T> question) {
        return question.retryWhen(Retry.backoff(Long.MAX_VALUE, firstPause)
                        .maxBackoff(LONGEST_PAUSE)
                        .filter(RouterAwayException.class::isInstance)
                        .doBeforeRetry(again -> LOG.debug(
                                "An account can't be asked for now: {}",
                                again.failure().toString())))
                .retryWhen(Retry.backoff(ATTEMPTS - 1L, firstPause));
    }
}
