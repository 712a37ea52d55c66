package io.groat.web.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.groat.web.access.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Tokens that were found good, kept by their hash so that a busy caller's is not checked with each request. One that is
 * used is checked again before its time is over, beside the requests, and is gone at once when it is good no more; so a
 * revocation is in force after the cache time at the latest. Only while a token can't be checked, because what would say
 * so is away, one that was good goes on being so, for the grace; never past its own end.
 */
public final class VerifiedTokens {

    private static final Logger LOG = LoggerFactory.getLogger(VerifiedTokens.class);

    private record Entry(Verified verified, Instant checkedAt, Instant againAt, Instant goodUntil) {}

    private final TokenVerifier verifier;
    private final InstantSource clock;
    private final Duration cacheTime;
    private final Duration outageGrace;
    private final Cache<TokenHash, Entry> entries;
    private final Map<TokenHash, Mono<Caller>> underWay = new ConcurrentHashMap<>();

    public VerifiedTokens(TokenVerifier verifier, AccessSettings settings, InstantSource clock) {
        this.verifier = verifier;
        this.clock = clock;
        this.cacheTime = settings.cacheTime();
        this.outageGrace = settings.outageGrace();
        this.entries = Caffeine.newBuilder()
                .maximumSize(settings.cacheSize())
                .expireAfterWrite(outageGrace.plus(cacheTime))
                .build();
    }

    /** Whom the token stands for, if that is known without checking. */
    @Nullable
    Caller peek(TokenHash hash) {
        Entry entry = entries.getIfPresent(hash);
        return entry != null && clock.instant().isBefore(entry.goodUntil())
                ? entry.verified().caller()
                : null;
    }

    /** Whom the token stands for; fails as {@link TokenVerifier#verify} does. */
    public Mono<Caller> get(String token) {
        TokenHash hash = TokenHash.of(token);
        Entry entry = entries.getIfPresent(hash);
        Instant now = clock.instant();
        if (entry == null || !now.isBefore(entry.goodUntil())) {
            return checked(hash, token);
        }
        if (!now.isBefore(entry.againAt())) {
            checkBehind(hash, token);
        }
        return Mono.just(entry.verified().caller());
    }

    /** Checks a token that is still taken, for the requests to come. */
    private void checkBehind(TokenHash hash, String token) {
        if (!underWay.containsKey(hash)) {
            checked(hash, token)
                    .subscribe(caller -> {}, failure -> LOG.debug("A token is good no more: {}", failure.toString()));
        }
    }

    /** However many ask for one token at once, it is checked once. */
    private Mono<Caller> checked(TokenHash hash, String token) {
        return Mono.defer(() -> underWay.computeIfAbsent(
                hash,
                absent -> check(hash, token)
                        .doFinally(end -> underWay.remove(hash))
                        .cache()));
    }

    private Mono<Caller> check(TokenHash hash, String token) {
        return verifier.verify(token)
                .doOnNext(verified -> keep(hash, verified, clock.instant()))
                .map(Verified::caller)
                .onErrorResume(failure -> afterFailure(hash, failure));
    }

    private Mono<Caller> afterFailure(TokenHash hash, Throwable failure) {
        Entry entry = entries.getIfPresent(hash);
        if (failure instanceof BadTokenException || entry == null) {
            entries.invalidate(hash);
            return Mono.error(failure);
        }
        Instant now = clock.instant();
        if (!now.isBefore(
                earlier(entry.checkedAt().plus(outageGrace), entry.verified().until()))) {
            entries.invalidate(hash);
            return Mono.error(failure);
        }
        LOG.warn("A token could not be checked and is taken as it was: {}", failure.toString());
        keep(hash, entry.verified(), entry.checkedAt());
        return Mono.just(entry.verified().caller());
    }

    private void keep(TokenHash hash, Verified verified, Instant checkedAt) {
        Instant now = clock.instant();
        entries.put(
                hash,
                new Entry(
                        verified,
                        checkedAt,
                        now.plus(cacheTime.multipliedBy(2).dividedBy(3)),
                        earlier(now.plus(cacheTime), verified.until())));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
