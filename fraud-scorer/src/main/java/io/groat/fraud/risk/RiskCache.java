package io.groat.fraud.risk;

import io.groat.event.FraudDecision;
import io.groat.fraud.list.ListEntry;
import io.groat.fraud.list.Listing;
import io.groat.fraud.list.Lists;
import io.groat.fraud.list.Subject;
import io.groat.fraud.score.Score;
import io.groat.web.redis.RedisLink;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps {@code fraud:score:{user}} in Redis: each payer's last score, and whether a list blocks or watches them, for 24
 * hours. While Redis is away the newest of each payer waits here, and goes out when it is back.
 *
 * <p>A low score in the same tenth as the one that stands there changes nothing for the gate, and is told once a minute
 * at most: not never, for another process may have told something else meanwhile.
 */
public final class RiskCache {

    private static final Logger LOG = LoggerFactory.getLogger(RiskCache.class);
    private static final String PREFIX = "fraud:score:";
    private static final long TTL_SECONDS = Duration.ofHours(24).toSeconds();
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final Duration PAUSE_WITHOUT_WORK = Duration.ofMillis(100);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(500);
    private static final double LOW = 0.5;
    private static final long SAME_FOR_NANOS = Duration.ofMinutes(1).toNanos();
    /** Payers beyond that are told of more often than they need be. */
    private static final int MOST_KNOWN = 50_000;
    /** What a list says outlives the scores' 24 hours. */
    private static final Duration SAY_AGAIN_EVERY = Duration.ofMinutes(30);

    private static final int AT_ONCE = 256;
    /** Payers beyond that lose their last score while Redis is away; the gate then goes by its rules. */
    private static final int MOST_WAITING = 200_000;

    /** A low score that stands in Redis. */
    private record Told(int tenth, long atNanos) {}

    private final RedisLink redis;
    private final Supplier<Lists> lists;
    private final Map<String, RiskScore> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean away = new AtomicBoolean();
    private final Map<String, Told> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
            return size() > MOST_KNOWN;
        }
    };
    private final Disposable.Swap writing = Disposables.swap();

    public RiskCache(RedisLink redis, Supplier<Lists> lists) {
        this.redis = redis;
        this.lists = lists;
    }

    public void start() {
        Flux<Object> again = Flux.interval(SAY_AGAIN_EVERY)
                .doOnNext(tick -> listed(Lists.EMPTY))
                .cast(Object.class);
        Flux<Object> writes = Mono.defer(this::turn).repeat().cast(Object.class);
        writing.update(Flux.merge(again, writes).subscribe());
    }

    public void stop() {
        writing.dispose();
    }

    /** Takes the payers' newest scores; they go out at once if Redis is there. */
    public Mono<Void> put(List<Score> scores) {
        return Mono.fromRunnable(() -> scores.forEach(score -> {
            String payer = score.payment().payer();
            if (changesNothing(payer, score)) {
                return;
            }
            if (waiting.size() < MOST_WAITING || waiting.containsKey(payer)) {
                waiting.put(payer, RiskScore.of(score));
            }
        }));
    }

    /** Lists have changed, or are to be said again. */
    public void listed(Lists before) {
        Set<String> users = new HashSet<>();
        before.all(Subject.user).forEach(entry -> users.add(entry.id()));
        lists.get().all(Subject.user).forEach(entry -> users.add(entry.id()));
        users.forEach(user -> waiting.putIfAbsent(user, RiskScore.AS_IT_IS));
    }

    /** Payers whose newest score is not in Redis yet. */
    public int waiting() {
        return waiting.size();
    }

    private boolean changesNothing(String payer, Score score) {
        if (!isLow(score.score(), score.decision())
                || waiting.containsKey(payer)
                || !listing(payer).equals(Listed.NOT)) {
            return false;
        }
        synchronized (told) {
            Told before = told.get(payer);
            return before != null
                    && before.tenth() == tenth(score.score())
                    && System.nanoTime() - before.atNanos() < SAME_FOR_NANOS;
        }
    }

    private void written(String payer, RiskScore score) {
        waiting.remove(payer, score);
        synchronized (told) {
            told.remove(payer);
            if (score.isKnown() && isLow(score.score(), score.decision())) {
                told.put(payer, new Told(tenth(score.score()), System.nanoTime()));
            }
        }
    }

    private static boolean isLow(double score, FraudDecision decision) {
        return score < LOW && decision == FraudDecision.allow;
    }

    private static int tenth(double score) {
        return (int) (score * 10);
    }

    private Mono<Long> turn() {
        Duration pause = waiting.isEmpty() ? PAUSE_WITHOUT_WORK : PAUSE;
        return writeWaiting().then(Mono.defer(() -> Mono.delay(away.get() ? PAUSE_WHILE_AWAY : pause)));
    }

    private Mono<Void> writeWaiting() {
        if (waiting.isEmpty()) {
            return Mono.empty();
        }
        return Flux.fromIterable(List.copyOf(waiting.entrySet()))
                .flatMap(one -> write(one.getKey(), one.getValue()), AT_ONCE)
                .then(Mono.<Void>fromRunnable(this::there))
                .onErrorResume(this::gone);
    }

    private Mono<Void> write(String user, RiskScore score) {
        return whole(user, score)
                .flatMap(known ->
                        redis.run(commands -> commands.setex(PREFIX + user, TTL_SECONDS, known.json(listing(user)))))
                .doOnSuccess(done -> written(user, score))
                .then();
    }

    private Mono<RiskScore> whole(String user, RiskScore score) {
        return score.isKnown()
                ? Mono.just(score)
                : redis.run(commands -> commands.get(PREFIX + user))
                        .map(RiskScore::parse)
                        .defaultIfEmpty(RiskScore.NONE);
    }

    private Listed listing(String user) {
        ListEntry entry = lists.get().find(Subject.user, user, Instant.now());
        return entry == null || entry.listing() == Listing.allow
                ? Listed.NOT
                : new Listed(entry.listing() == Listing.block, entry.listing() == Listing.watch, entry.expiresAt());
    }

    private void there() {
        if (away.compareAndSet(true, false)) {
            LOG.info("Redis is back");
        }
    }

    private Mono<Void> gone(Throwable failure) {
        if (away.compareAndSet(false, true)) {
            LOG.warn("Payers' last scores wait for Redis: {}", failure.toString());
        }
        return Mono.empty();
    }
}
