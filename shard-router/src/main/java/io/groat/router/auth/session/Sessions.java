package io.groat.router.auth.session;

import io.groat.router.secret.SealedText;
import io.groat.web.redis.RedisLink;
import io.groat.web.redis.RedisScript;
import io.groat.web.token.RedisSessions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The sessions in Redis. Each call is one script: it happens as a whole, or not at all. */
public final class Sessions {

    private static final RedisScript OPEN = RedisScript.of(Sessions.class, "open.lua");
    private static final RedisScript REFRESH = RedisScript.of(Sessions.class, "refresh.lua");
    private static final RedisScript LIST = RedisScript.of(Sessions.class, "list.lua");
    private static final RedisScript END = RedisScript.of(Sessions.class, "end.lua");
    private static final RedisScript END_ALL = RedisScript.of(Sessions.class, "end-all.lua");

    private static final int FIELDS = 6;
    private static final String SUCCESSOR = "successor";

    private final RedisLink redis;
    private final RedisSessions live;
    private final RefreshTokens tokens;
    private final SessionSettings settings;

    public Sessions(RedisLink redis, RefreshTokens tokens, SessionSettings settings) {
        this.redis = redis;
        this.live = new RedisSessions(redis);
        this.tokens = tokens;
        this.settings = settings;
    }

    /** Opens a session; gives its first refresh token. */
    public Mono<RefreshToken> open(String userId, Client client) {
        UUID id = UUID.randomUUID();
        RefreshToken token = tokens.create(userId, id);
        return redis.run(
                        OPEN,
                        List.of(key(userId), key(userId, id)),
                        List.of(
                                id.toString(),
                                hash(token.secret()),
                                Long.toString(settings.idle().toMillis()),
                                Long.toString(settings.lifetime().toMillis()),
                                Integer.toString(settings.most()),
                                client.device(),
                                client.address()))
                .thenReturn(token);
    }

    /**
     * Uses a refresh token up and gives its successor. Of any number of requests with one token exactly one rotates it;
     * the others get the same successor while the grace lasts, for they may be one client's, or its answer was lost. The
     * successor waits for them sealed with the token before, which Redis doesn't hold.
     */
    public Mono<Refreshed> refresh(RefreshToken token) {
        RefreshToken next = tokens.create(token.userId(), token.sessionId());
        SealedText sealing = new SealedText(token.secret(), SUCCESSOR);
        String context = token.sessionId().toString();
        return redis.run(
                        REFRESH,
                        List.of(key(token.userId()), key(token.userId(), token.sessionId())),
                        List.of(
                                token.sessionId().toString(),
                                hash(token.secret()),
                                hash(next.secret()),
                                sealing.seal(next.text(), context),
                                Long.toString(settings.idle().toMillis()),
                                Long.toString(settings.grace().toMillis())))
                .map(answer -> switch ((String) answer.get(0)) {
                    case "ROTATED" -> new Refreshed.Next(next, true);
                    case "LATE" ->
                        sealing.open((String) answer.get(1), context)
                                .flatMap(tokens::read)
                                .<Refreshed>map(successor -> new Refreshed.Next(successor, false))
                                .orElseGet(Refreshed.Over::new);
                    case "REUSED" -> new Refreshed.Reused();
                    default -> new Refreshed.Over();
                });
    }

    /** The user's sessions, the one last used first. */
    public Mono<List<Session>> list(String userId) {
        return redis.run(LIST, List.of(key(userId)), List.of()).map(Sessions::sessions);
    }

    /** Whether the session is there. */
    public Mono<Boolean> isOpen(String userId, UUID id) {
        return live.isLive(userId, id.toString());
    }

    /** Ends a session; false when there was none. */
    public Mono<Boolean> end(String userId, UUID id) {
        return redis.run(END, List.of(key(userId), key(userId, id)), List.of(id.toString()))
                .map(answer -> (Long) answer.get(0) > 0);
    }

    /**
     * Ends all sessions of a user.
     *
     * @param except the one that stays; null to end all
     * @return how many ended
     */
    public Mono<Long> endAll(String userId, @Nullable UUID except) {
        return redis.run(END_ALL, List.of(key(userId)), List.of(except == null ? "" : except.toString()))
                .map(answer -> (Long) answer.get(0));
    }

    private static List<Session> sessions(List<Object> flat) {
        List<Session> sessions = new ArrayList<>();
        for (int at = 0; at + FIELDS <= flat.size(); at += FIELDS) {
            sessions.add(new Session(
                    UUID.fromString((String) flat.get(at)),
                    time(flat.get(at + 1)),
                    time(flat.get(at + 2)),
                    time(flat.get(at + 3)),
                    (String) flat.get(at + 4),
                    (String) flat.get(at + 5)));
        }
        sessions.sort(java.util.Comparator.comparing(Session::usedAt).reversed());
        return sessions;
    }

    private static Instant time(Object millis) {
        return Instant.ofEpochMilli(Long.parseLong((String) millis));
    }

    private static String key(String userId) {
        return RedisSessions.key(userId);
    }

    private static String key(String userId, UUID id) {
        return RedisSessions.key(userId, id.toString());
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
