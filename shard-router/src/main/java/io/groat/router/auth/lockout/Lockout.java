package io.groat.router.auth.lockout;

import io.groat.web.redis.RedisLink;
import io.groat.web.redis.RedisScript;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Counts failures and locks. A try that is under way holds the place of a failure until it is known to be none: of any
 * number of guesses at once no more are made than the settings allow. Whoever finds all places held waits for one, so
 * that any number of right tries at once all pass, some after the others.
 *
 * <p>Kept in Redis, under {@code auth:lockout:{subject}}, by Redis's clock. When Redis loses its data everybody starts
 * at no failures.
 */
public final class Lockout {

    private static final RedisScript BEGIN = RedisScript.of(Lockout.class, "begin.lua");
    private static final RedisScript END = RedisScript.of(Lockout.class, "end.lua");
    private static final RedisScript REMAINING = RedisScript.of(Lockout.class, "remaining.lua");

    /** Longer than any try takes: the place of one whose router died is free again after that. */
    private static final Duration LONGEST_TRY = Duration.ofSeconds(60);

    private static final Duration FIRST_LOOK = Duration.ofMillis(20);
    private static final Duration SLOWEST_LOOK = Duration.ofMillis(200);
    /** Ten seconds and a little. */
    private static final int LOOKS = 55;

    private final RedisLink redis;
    private final LockoutSettings settings;

    public Lockout(RedisLink redis, LockoutSettings settings) {
        this.redis = redis;
        this.settings = settings;
    }

    /** What became of the wish to make a try. */
    public sealed interface Begun {

        /** It may be made; it has to be {@linkplain Lockout#end ended}. */
        record Try(String id) implements Begun {}

        /** Nobody may make one for that long. */
        record Locked(Duration left) implements Begun {}
    }

    /**
     * Begins a try, when its turn comes.
     *
     * @return fails with {@link AttemptsBusyException} when it doesn't come within ten seconds
     */
    public Mono<Begun> begin(LockSubject subject) {
        String id = UUID.randomUUID().toString();
        return redis.run(
                        BEGIN,
                        keys(subject),
                        List.of(Integer.toString(settings.failures()), Long.toString(LONGEST_TRY.toMillis()), id))
                .<Begun>map(answer -> switch ((String) answer.get(0)) {
                    case "BEGUN" -> new Begun.Try(id);
                    case "LOCKED" -> new Begun.Locked(Duration.ofMillis((Long) answer.get(1)));
                    default -> throw new Full();
                })
                .retryWhen(Retry.backoff(LOOKS, FIRST_LOOK)
                        .maxBackoff(SLOWEST_LOOK)
                        .filter(Full.class::isInstance)
                        .onRetryExhaustedThrow((looks, last) -> new AttemptsBusyException()));
    }

    /**
     * Ends a try that was begun.
     *
     * @param wrong whether it is a failure; one that was right takes none back that failed before it
     */
    public Mono<Void> end(LockSubject subject, Begun.Try begun, boolean wrong) {
        return redis.run(
                        END,
                        keys(subject),
                        List.of(
                                begun.id(),
                                wrong ? "1" : "0",
                                Integer.toString(settings.failures()),
                                Long.toString(settings.first().toMillis()),
                                Long.toString(settings.longest().toMillis()),
                                Long.toString(settings.memory().toMillis())))
                .then();
    }

    /** Whether tries are locked, without making one: zero when they are not, else for how long. */
    public Mono<Duration> remaining(LockSubject subject) {
        return redis.run(REMAINING, List.of(key(subject)), List.of())
                .map(answer -> Duration.ofMillis((Long) answer.get(0)));
    }

    /** Forgets all failures: whoever it is has proven everything that is asked. */
    public Mono<Void> forget(LockSubject subject) {
        return redis.run(commands -> commands.del(key(subject))).then();
    }

    private static List<String> keys(LockSubject subject) {
        return List.of(key(subject), key(subject) + ":tries");
    }

    private static String key(LockSubject subject) {
        return "auth:lockout:{" + subject.text() + "}";
    }

    /** All places are held. */
    private static final class Full extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        Full() {
            super("as many tries are under way as may be", null, false, false);
        }
    }
}
