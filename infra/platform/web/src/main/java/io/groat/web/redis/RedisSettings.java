package io.groat.web.redis;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code spring.data.redis.*}: where Redis is, under the names that Spring Boot gives it.
 *
 * @param password empty for none
 * @param timeout for a connection to be made, and for each command
 * @param queue commands that may wait for their answers at once; one more is refused
 */
@ConfigurationProperties("spring.data.redis")
public record RedisSettings(
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("6379") int port,
        @DefaultValue("") String password,
        @DefaultValue Ssl ssl,
        @DefaultValue("1s") Duration timeout,
        @DefaultValue("4096") int queue) {

    /** @param enabled whether the connection has to be encrypted with a verified certificate */
    public record Ssl(@DefaultValue("false") boolean enabled) {}

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
