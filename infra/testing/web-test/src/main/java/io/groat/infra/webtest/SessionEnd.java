package io.groat.infra.webtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.web.redis.RedisLink;
import io.groat.web.token.RedisSessions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** A session as the router keeps it, and how soon a service turns its tokens away when it has ended. */
public final class SessionEnd implements AutoCloseable {

    /** What is promised. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final RedisLink redis;
    private final String key;
    private final String token;

    /** Opens a session of somebody with that role, and signs a token of it. */
    public SessionEnd(TestIssuer issuer, RedisLink redis, String userId, String role) {
        String session = UUID.randomUUID().toString();
        this.redis = redis;
        this.key = RedisSessions.key(userId, session);
        this.token = issuer.token(userId, claims -> claims.claim("sid", session), role);
        await().atMost(BOUND)
                .ignoreExceptions()
                .until(() -> redis.run(commands -> commands.hset(key, "token", "x"))
                        .thenReturn(true)
                        .toFuture()
                        .get());
    }

    public String token() {
        return token;
    }

    /** Ends the session, as the router does. */
    public void end() {
        redis.run(commands -> commands.del(key)).toFuture().join();
    }

    /**
     * Asserts that the token is good, and after the end of its session is refused in time.
     *
     * @param call makes a call with that token and gives its status
     */
    public void assertRefusedInTime(ToIntFunction<String> call) {
        assertThat(call.applyAsInt(token)).isEqualTo(OK);
        end();
        await().atMost(BOUND).pollInterval(LOOK).until(() -> call.applyAsInt(token) == UNAUTHORIZED);
    }

    /**
     * Asserts that there is a stream of events with the token, and that it ends in time after the session.
     *
     * @param uri whole
     */
    public void assertStreamEndsInTime(String uri) {
        AtomicBoolean begun = new AtomicBoolean();
        CompletableFuture<Integer> over = HttpClient.newConnection()
                .headers(headers ->
                        headers.set("Authorization", "Bearer " + token).set("Accept", "text/event-stream"))
                .get()
                .uri(uri)
                .response((answer, content) -> {
                    int status = answer.status().code();
                    begun.set(status == OK);
                    return content.then(Mono.just(status));
                })
                .single()
                .toFuture();
        await().atMost(BOUND).pollInterval(LOOK).until(() -> begun.get() || over.isDone());
        end();
        assertThat(over).succeedsWithin(BOUND).isEqualTo(OK);
    }

    @Override
    public void close() {
        end();
    }
}
