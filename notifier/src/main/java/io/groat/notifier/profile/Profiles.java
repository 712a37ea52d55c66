package io.groat.notifier.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.groat.notifier.message.Channel;
import io.groat.notifier.queue.ConcurrencyLimit;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Profiles. What was said to this service goes before what the account says, and is remembered for about a minute: a change
 * made through another process is known by then, one through this process at once. While there is no other process it is
 * remembered for half an hour. That nothing was said is remembered as well.
 */
public final class Profiles {

    private static final Duration SAID_TIME = Duration.ofMinutes(1);
    private static final Duration SAID_TIME_ALONE = Duration.ofMinutes(30);
    /** By which times differ, so that not all end at one moment. */
    private static final double SPREAD = 0.25;
    /** Before something is sent an older answer is asked for again. */
    private static final Duration FRESH = Duration.ofMinutes(1);
    /** Whoever waits for the account waits no longer than that, but for what can wait. */
    private static final Duration ASK_LIMIT = Duration.ofSeconds(3);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int MOST = 100_000;
    private static final int READS_AT_ONCE = 32;

    /**
     * What was said, and when that was read.
     *
     * @param share of the time that it is remembered for
     */
    private record Said(Profile profile, long at, double share) {}

    private final ProfileStore store;
    private final Accounts accounts;
    private final BooleanSupplier alone;
    private final ConcurrencyLimit reads = new ConcurrencyLimit(READS_AT_ONCE);
    private final Cache<String, Said> said = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(SAID_TIME_ALONE.multipliedBy(2))
            .build();
    private final Map<String, Mono<Profile>> reading = new ConcurrentHashMap<>();
    /** What was read before a change must not be remembered after it. */
    private final AtomicLong changes = new AtomicLong();

    /** @param alone whether there is no other process */
    public Profiles(ProfileStore store, AccountAddresses router, BooleanSupplier alone) {
        this(store, new Accounts(router, FIRST_PAUSE), alone);
    }

    Profiles(ProfileStore store, Accounts accounts, BooleanSupplier alone) {
        this.store = store;
        this.accounts = accounts;
        this.alone = alone;
    }

    /** What is remembered of a user, not complete while the account has not been asked; null when it has to be read. */
    public @Nullable Profile known(String userId) {
        Said remembered = said.getIfPresent(userId);
        return remembered == null || isOld(remembered) ? null : merged(remembered.profile(), accounts.known(userId));
    }

    /** The same, read where it has to be; fails when Cassandra is away. */
    public Mono<Profile> said(String userId) {
        return Mono.defer(() -> {
            @Nullable Profile known = known(userId);
            return known == null ? read(userId) : Mono.just(known);
        });
    }

    /** With what the account says, if that can be had within seconds. */
    public Mono<Profile> of(String userId) {
        return said(userId)
                .flatMap(profile -> profile.complete()
                        ? Mono.just(profile)
                        : withAccount(userId, accounts.askNow(userId, FRESH).timeout(ASK_LIMIT))
                                .onErrorReturn(profile));
    }

    /** The same as of a minute ago at most, where that can be had; for what is sent now. */
    public Mono<Profile> fresh(String userId) {
        return said(userId)
                .flatMap(profile -> accounts.known(userId, FRESH) != null
                        ? Mono.just(profile)
                        : withAccount(userId, accounts.askNow(userId, FRESH).timeout(ASK_LIMIT))
                                .onErrorReturn(profile));
    }

    /**
     * With what the account says, for as long as that takes. Not complete only when the router, not being busy, will not
     * say.
     */
    public Mono<Profile> whole(String userId) {
        return said(userId)
                .flatMap(profile -> profile.complete()
                        ? Mono.just(profile)
                        : withAccount(userId, accounts.ask(userId)).onErrorReturn(profile));
    }

    /** Something was changed. */
    public void forget(String userId) {
        changes.incrementAndGet();
        reading.remove(userId);
        said.invalidate(userId);
        accounts.forget(userId);
    }

    private Mono<Profile> withAccount(String userId, Mono<Map<Channel, String>> question) {
        return question.flatMap(account -> said(userId).map(profile -> merged(profile, account)));
    }

    private Mono<Profile> read(String userId) {
        return reading.computeIfAbsent(userId, one -> {
                    long before = changes.get();
                    return reads.through(store.find(one))
                            .doOnNext(found -> remember(one, found, before))
                            .doFinally(end -> reading.remove(one))
                            .cache();
                })
                .map(found -> merged(found, accounts.known(userId)));
    }

    private void remember(String userId, Profile found, long before) {
        if (changes.get() == before) {
            double share = 1 - SPREAD * ThreadLocalRandom.current().nextDouble();
            said.put(
                    userId,
                    new Said(found.equals(Profile.UNKNOWN) ? Profile.UNKNOWN : found, System.nanoTime(), share));
        }
    }

    private boolean isOld(Said one) {
        Duration time = alone.getAsBoolean() ? SAID_TIME_ALONE : SAID_TIME;
        return System.nanoTime() - one.at() > time.toNanos() * one.share();
    }

    private static Profile merged(Profile said, @Nullable Map<Channel, String> account) {
        if (account == null) {
            return new Profile(said.preferences(), said.addresses(), said.devices(), false);
        }
        if (account.isEmpty() && said.complete()) {
            return said;
        }
        Map<Channel, String> addresses = new EnumMap<>(Channel.class);
        addresses.putAll(account);
        addresses.putAll(said.addresses());
        return new Profile(said.preferences(), addresses, said.devices(), true);
    }
}
