package io.groat.web.token;

import io.groat.web.redis.RedisLink;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * The sessions as the router keeps them in Redis, for every service that shares that Redis: one that has ended is not
 * there.
 */
public final class RedisSessions implements LiveSessions {

    /** Of one look: a call waits for it when its token is new here, also while Redis can't be reached at all. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final RedisLink redis;

    public RedisSessions(RedisLink redis) {
        this.redis = redis;
    }

    /** The key of the sorted set of a user's session ids. In a cluster it lies in one slot with those of the sessions. */
    public static String key(String userId) {
        return "user:session:{" + userId + "}";
    }

    /** The key of the hash of one session. */
    public static String key(String userId, String sessionId) {
        return key(userId) + ":" + sessionId;
    }

    @Override
    public Mono<Boolean> isLive(String userId, String sessionId) {
        return redis.run(commands -> commands.exists(key(userId, sessionId)))
                .map(count -> count > 0)
                .timeout(LIMIT);
    }
}
