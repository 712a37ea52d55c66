package io.groat.router.redis;

import io.groat.infra.testservers.TestServers;
import io.groat.web.redis.RedisLink;
import io.groat.web.redis.RedisSettings;
import java.time.Duration;

/** Connections to the tests' Redis. */
public final class TestRedis {

    private TestRedis() {}

    public static RedisLink connect() {
        return new RedisLink(new RedisSettings(
                TestServers.redis().host(),
                TestServers.redis().port(),
                "",
                new RedisSettings.Ssl(false),
                Duration.ofSeconds(20),
                4096));
    }
}
