package io.groat.router.risk;

import io.groat.engine.HeldTransferEngine;
import io.groat.engine.RiskGate;
import io.groat.engine.ShardGateway;
import io.groat.engine.Shards;
import io.groat.router.shard.ShardsLifecycle;
import io.groat.saga.HeldExpiry;
import io.groat.web.lifecycle.LifecycleAdapter;
import io.groat.web.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The risk gate, and the end of what it holds. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RiskSettings.class)
class RiskConfiguration {

    @Bean
    RiskGate riskGate(RedisLink redis, RiskSettings settings, InstantSource clock, MeterRegistry meters) {
        return settings.enabled() ? ScoreGate.of(redis, settings, clock, meters) : RiskGate.OPEN;
    }

    @Bean
    HeldTransferEngine heldTransferEngine(ShardGateway gateway) {
        return new HeldTransferEngine(gateway);
    }

    /** Holds that nobody decided about in time are let go or refused. */
    @Bean
    LifecycleAdapter heldExpiryLifecycle(Shards shards, ShardGateway gateway, RiskSettings risk, InstantSource clock) {
        List<HeldExpiry> expiries = shards.all().stream()
                .map(shard -> new HeldExpiry(
                        shard.number(), shard.transfers(), gateway, clock, risk.holdLimit(), risk.expiryPause()))
                .toList();
        return LifecycleAdapter.ofPrompt(
                        () -> expiries.forEach(HeldExpiry::start), () -> expiries.forEach(HeldExpiry::stop))
                .inPhase(ShardsLifecycle.PHASE + 1);
    }
}
