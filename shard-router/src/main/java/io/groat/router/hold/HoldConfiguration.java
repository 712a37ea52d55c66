package io.groat.router.hold;

import io.groat.account.AccountDirectory;
import io.groat.engine.EngineSettings;
import io.groat.engine.HoldEngine;
import io.groat.engine.RiskGate;
import io.groat.engine.ShardGateway;
import io.groat.engine.Shards;
import io.groat.router.access.Payer;
import io.groat.router.shard.ShardsLifecycle;
import io.groat.router.transfer.TransferMeters;
import io.groat.saga.HoldExpiry;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import io.groat.web.lifecycle.LifecycleAdapter;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls about holds, and their expiry. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HoldSettings.class)
class HoldConfiguration {

    @Bean
    HoldEngine holdEngine(
            ShardGateway gateway,
            AccountDirectory directory,
            RiskGate gate,
            EngineSettings settings,
            InstantSource clock) {
        return new HoldEngine(gateway, directory, gate, settings, clock);
    }

    @Bean
    HoldReads holdReads(HoldEngine engine) {
        return new HoldReads(engine);
    }

    @Bean
    Routes holdReadRoutes(HoldReads reads) {
        return reads.routes();
    }

    @Bean
    Routes holdRoutes(
            HoldEngine engine,
            HoldReads reads,
            Payer payer,
            TransferMeters meters,
            Bodies bodies,
            HoldSettings settings,
            InstantSource clock) {
        return new HoldCalls(engine, reads, payer, meters, bodies, settings, clock).routes();
    }

    @Bean
    LifecycleAdapter holdExpiryLifecycle(Shards shards, ShardGateway gateway, HoldSettings holds, InstantSource clock) {
        List<HoldExpiry> expiries = shards.all().stream()
                .map(shard -> new HoldExpiry(
                        shard.number(), shard.holds(), gateway, clock, holds.notice(), holds.expiryPause()))
                .toList();
        return LifecycleAdapter.ofPrompt(
                        () -> expiries.forEach(HoldExpiry::start), () -> expiries.forEach(HoldExpiry::stop))
                .inPhase(ShardsLifecycle.PHASE + 1);
    }
}
