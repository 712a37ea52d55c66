package io.groat.router.auth.lockout;

import io.groat.web.redis.RedisLink;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who has tried too often. */
@Configuration(proxyBeanMethods = false)
class LockoutConfiguration {

    @Bean
    Lockout lockout(RedisLink redis, LockoutSettings settings) {
        return new Lockout(redis, settings);
    }
}
