package io.groat.web.config;

import io.groat.web.http.RouteTable;
import io.groat.web.limit.LimitFilter;
import io.groat.web.limit.LimitSettings;
import io.groat.web.limit.RateLimiter;
import io.groat.web.redis.RedisLink;
import io.groat.web.redis.RedisSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Limits, and the connection to Redis in which they are counted. It is made when it is first needed. */
@AutoConfiguration
@EnableConfigurationProperties({LimitSettings.class, RedisSettings.class})
public class LimitConfiguration {

    @Bean
    RedisLink redisLink(RedisSettings settings) {
        return new RedisLink(settings);
    }

    @Bean
    RateLimiter rateLimiter(RedisLink redis, LimitSettings settings, InstantSource clock, MeterRegistry meters) {
        return new RateLimiter(redis, settings, clock, meters);
    }

    @Bean
    LimitFilter limitFilter(RateLimiter limiter, RouteTable routes) {
        return new LimitFilter(limiter, routes);
    }
}
