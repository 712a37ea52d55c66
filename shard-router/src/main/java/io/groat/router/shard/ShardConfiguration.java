package io.groat.router.shard;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.groat.account.AccountDirectory;
import io.groat.db.LostConnection;
import io.groat.engine.AccountEngine;
import io.groat.engine.EngineSettings;
import io.groat.engine.RiskGate;
import io.groat.engine.Shard;
import io.groat.engine.ShardGateway;
import io.groat.engine.Shards;
import io.groat.engine.TransferEngine;
import io.groat.engine.TransferReader;
import io.groat.reconcile.Reconciler;
import io.groat.saga.Redrive;
import io.groat.saga.TransferDrive;
import io.groat.web.http.DroppedErrors;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The engine, and the guards before it: HTTP → engine → breakers → lanes. */
@Configuration(proxyBeanMethods = false)
class ShardConfiguration {

    ShardConfiguration() {
        DroppedErrors.expect(LostConnection::is);
    }

    @Bean
    EngineSettings engineSettings(RouterSettings settings) {
        return settings.engine().settings();
    }

    @Bean
    OutboxSignal outboxSignal() {
        return new OutboxSignal();
    }

    /** Closed by {@link ShardsLifecycle}, which waits for what is under way. */
    @Bean(destroyMethod = "")
    Shards shards(
            RouterSettings settings,
            EngineSettings engine,
            InstantSource clock,
            MeterRegistry meters,
            OutboxSignal signal) {
        return new Shards(settings.addresses(), engine, clock, meters, signal::committed);
    }

    /** The way to the shards for whoever asks for a gateway. */
    @Bean
    @Primary
    GuardedShards guardedShards(Shards shards, RouterSettings settings, MeterRegistry meters) {
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
        BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        return new GuardedShards(shards, settings.guard(), breakers, bulkheads);
    }

    @Bean
    AccountDirectory accountDirectory(EngineSettings settings) {
        return new AccountDirectory(settings.directoryCapacity());
    }

    @Bean
    TransferEngine transferEngine(
            ShardGateway gateway,
            AccountDirectory directory,
            RiskGate gate,
            EngineSettings settings,
            InstantSource clock) {
        return new TransferEngine(gateway, directory, gate, settings, clock);
    }

    @Bean
    AccountEngine accountEngine(ShardGateway gateway, AccountDirectory directory, InstantSource clock) {
        return new AccountEngine(gateway, directory, clock);
    }

    @Bean
    TransferReader transferReader(ShardGateway gateway) {
        return new TransferReader(gateway);
    }

    @Bean
    Reconciler reconciler(Shards shards, InstantSource clock) {
        return new Reconciler(shards.all().stream().map(Shard::database).toList(), clock);
    }

    @Bean
    ShardWatch shardWatch(Shards shards, MeterRegistry meters) {
        return new ShardWatch(shards, meters);
    }

    @Bean
    ShardTotals shardTotals(Shards shards, InstantSource clock) {
        return new ShardTotals(shards, clock);
    }

    @Bean
    ShardsLifecycle shardsLifecycle(
            Shards shards, ShardGateway gateway, EngineSettings settings, InstantSource clock, ShardWatch watch) {
        TransferDrive drive = new TransferDrive(gateway);
        // Whether a payee's shard is worth asking is for the watch to say: the lanes themselves learn of a
        // shard's return only by commands, and a redrive's may be the only ones.
        List<Redrive> redrives = shards.all().stream()
                .map(shard -> new Redrive(
                        shard.number(),
                        shard.transfers(),
                        drive,
                        watch::answers,
                        clock,
                        settings.redriveAge(),
                        settings.redrivePause()))
                .toList();
        return new ShardsLifecycle(shards, redrives, watch);
    }
}
