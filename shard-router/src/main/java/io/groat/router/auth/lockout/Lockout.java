package io.groat.router.auth.lockout;

import io.groat.web.redis.RedisLink;
import io.groat.web.redis.RedisScript;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Counts tries and locks. A try counts as a failure before it is made, and is taken back when it was right: of any
 * number of tries at once no more are made than the settings allow.
 *
 * <p>Kept in Redis, under {@code auth:lockout:{subject}}, by Redis's clock. When Redis loses its data everybody starts
 * at no failures.
 */
public final class Lockout {

    private static final RedisScript BEGIN = RedisScript.of(Lockout.class, "begin.lua");
    private static final RedisScript TAKE_BACK = RedisScript.of(Lockout.class, "take-back.lua");
    private static final RedisScript REMAINING = RedisScript.of(Lockout.class, "remaining.lua");

    private final RedisLink redis;
    private final LockoutSettings settings;

    public Lockout(RedisLink redis, LockoutSettings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    /**
     * Begins a try.
     *
     * @return zero when it may be made; else how long nobody may make one
     */
    public Mono<Duration> begin(LockSubject subject) {
        return redis.run(
                        BEGIN,
                        List.of(key(subject)),
                        List.of(
                                Integer.toString(settings.failures()),
                                Long.toString(settings.first().toMillis()),
                                Long.toString(settings.longest().toMillis()),
                                Long.toString(settings.memory().toMillis())))
                .map(Lockout::millis);
    }

    /** The try that was begun was right; those that failed before it still count. */
    public Mono<Void> takeBack(LockSubject subject) {
        return redis.run(TAKE_BACK, List.of(key(subject)), List.of()).then();
    }

    /** Whether tries are locked, without making one: zero when they are not, else for how long. */
    public Mono<Duration> remaining(LockSubject subject) {
        return redis.run(REMAINING, List.of(key(subject)), List.of()).map(Lockout::millis);
    }

    /** Forgets all failures: whoever it is has proven everything that is asked. */
    public Mono<Void> forget(LockSubject subject) {
        return redis.run(commands -> commands.del(key(subject))).then();
    }

    private static String key(LockSubject subject) {
        return "auth:lockout:{" + subject.text() + "}";
    }

    private static Duration millis(List<Object> answer) {
        return Duration.ofMillis((Long) answer.get(0));
    }
}
