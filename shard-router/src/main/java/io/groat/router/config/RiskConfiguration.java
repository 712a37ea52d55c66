package io.groat.router.config;

import io.groat.engine.HoldEngine;
import io.groat.engine.RiskGate;
import io.groat.engine.ShardGateway;
import io.groat.router.risk.RiskSettings;
import io.groat.router.risk.ScoreGate;
import io.groat.web.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The risk gate, and the decisions about what it holds. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RiskSettings.class)
class RiskConfiguration {

    @Bean
    RiskGate riskGate(RedisLink redis, RiskSettings settings, InstantSource clock, MeterRegistry meters) {
        return settings.enabled() ? ScoreGate.of(redis, settings, clock, meters) : RiskGate.OPEN;
    }

    @Bean
    HoldEngine holdEngine(ShardGateway gateway) {
        return new HoldEngine(gateway);
    }
}
