package io.groat.notifier.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.groat.notifier.message.Channel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * Profiles, remembered for seconds, and what accounts say for minutes. What was said to this service goes before what the
 * account says.
 */
public final class Profiles {

    private static final Duration OWN_TIME = Duration.ofSeconds(5);
    private static final Duration ACCOUNT_TIME = Duration.ofMinutes(5);
    /** After it could not be asked, so long it is not asked for anybody: nobody waits for it in vain. */
    private static final Duration AWAY = Duration.ofSeconds(2);

    private static final int MOST = 20_000;

    private final ProfileStore store;
    private final AccountAddresses accounts;
    private final Cache<String, Profile> own =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(OWN_TIME).build();
    private final Cache<String, Map<Channel, String>> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(ACCOUNT_TIME)
            .build();
    /** Who is being asked about: others who want to know wait for the same answer. */
    private final Map<String, Mono<Map<Channel, String>>> asking = new ConcurrentHashMap<>();

    private volatile long failedAt = System.nanoTime() - AWAY.toNanos();

    public Profiles(ProfileStore store, AccountAddresses accounts) {
        this.store = store;
        this.accounts = accounts;
    }

    /** What is known of a user, as of some seconds ago; fails when Cassandra is away. */
    public Mono<Profile> of(String userId) {
        Profile cached = own.getIfPresent(userId);
        return cached == null ? load(userId) : Mono.just(cached);
    }

    /** Something was changed. */
    public void forget(String userId) {
        own.invalidate(userId);
        known.invalidate(userId);
    }

    private Mono<Profile> load(String userId) {
        return store.find(userId).flatMap(said -> withAccount(userId, said)).doOnNext(profile -> {
            if (profile.complete()) {
                own.put(userId, profile);
            }
        });
    }

    private Mono<Profile> withAccount(String userId, Profile said) {
        Map<Channel, String> cached = known.getIfPresent(userId);
        return (cached == null ? ask(userId) : Mono.just(cached))
                .map(account -> merged(said, account))
                .onErrorReturn(new Profile(said.preferences(), said.addresses(), said.devices(), false));
    }

    private Mono<Map<Channel, String>> ask(String userId) {
        if (System.nanoTime() - failedAt < AWAY.toNanos()) {
            return Mono.error(new IllegalStateException("accounts could not be asked a moment ago"));
        }
        return asking.computeIfAbsent(
                userId,
                one -> accounts.of(one)
                        .doOnNext(account -> known.put(one, account))
                        .doOnError(failure -> failedAt = System.nanoTime())
                        .doFinally(end -> asking.remove(one))
                        .cache());
    }

    private static Profile merged(Profile said, Map<Channel, String> account) {
        Map<Channel, String> addresses = new EnumMap<>(Channel.class);
        addresses.putAll(account);
        addresses.putAll(said.addresses());
        return new Profile(said.preferences(), addresses, said.devices(), true);
    }
}
