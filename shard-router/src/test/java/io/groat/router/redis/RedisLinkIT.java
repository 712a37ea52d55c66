package io.groat.router.redis;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.web.redis.RedisLink;
import io.groat.web.redis.RedisScript;
import io.groat.web.redis.RedisUnavailableException;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisLinkIT {

    private static final RedisScript ECHO = script("return {ARGV[1], #KEYS}");

    private final ServerHandle server = TestServers.redis();
    private final RedisLink redis = TestRedis.connect();

    @AfterEach
    void bringBack() {
        server.start();
        redis.close();
    }

    @Test
    void runsAScriptThatRedisHasNotSeen() {
        RedisScript fresh = script("return {ARGV[1] .. '" + Instant.now() + "'}");

        assertThat(redis.run(fresh, List.of(), List.of("x")).block()).hasSize(1);
        assertThat(redis.run(ECHO, List.of("a", "b"), List.of("x")).block()).containsExactly("x", 2L);
        assertThat(redis.run(script("return {}"), List.of(), List.of()).block()).isEmpty();
    }

    @Test
    void aMistakeInAScriptIsNoOutage() {
        assertThatThrownBy(() -> redis.run(script("return nobody()"), List.of(), List.of())
                        .block())
                .isInstanceOf(RedisCommandExecutionException.class);
    }

    @Test
    void failsAtOnceWhileRedisIsAwayAndComesBackByItself() {
        assertThat(redis.run(ECHO, List.of(), List.of("x")).block()).isNotNull();
        server.kill();

        await().atMost(PATIENCE).untilAsserted(() -> {
            Instant asked = Instant.now();
            assertThatThrownBy(() -> redis.run(ECHO, List.of(), List.of("x")).block())
                    .isInstanceOf(RedisUnavailableException.class);
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofMillis(200));
        });
        server.start();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> redis.run(ECHO, List.of(), List.of("x")).block() != null);
    }

    @Test
    void comesUpAfterRedisDoes() {
        server.kill();
        try (RedisLink early = TestRedis.connect()) {
            assertThatThrownBy(() -> early.run(ECHO, List.of(), List.of("x")).block())
                    .isInstanceOf(RedisUnavailableException.class);
            server.start();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> early.run(ECHO, List.of(), List.of("x")).block() != null);
        }
    }

    private static RedisScript script(String text) {
        try {
            return new RedisScript(
                    text,
                    java.util.HexFormat.of()
                            .formatHex(java.security.MessageDigest.getInstance("SHA-1")
                                    .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
