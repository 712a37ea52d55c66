package io.groat.router.settlement;

import io.groat.dispute.SettleableDisputes;
import io.groat.engine.OrderEngine;
import io.groat.engine.SettlementEngine;
import io.groat.engine.ShardGateway;
import io.groat.engine.Shards;
import io.groat.order.SettleablePayments;
import io.groat.payout.SettleablePayouts;
import io.groat.router.audit.AuditLog;
import io.groat.router.shard.ShardsLifecycle;
import io.groat.saga.ShardWork;
import io.groat.settlement.SettleableSource;
import io.groat.web.http.Routes;
import io.groat.web.lifecycle.LifecycleAdapter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settlement files: the calls, the folder, and who books their rows. Where no gateway is configured nothing runs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SettlementSettings.class)
class SettlementConfiguration {

    /** What of payments stands with gateways; what else does so is a bean of this type, too. */
    @Bean
    SettleableSource settleablePayments() {
        return new SettleablePayments();
    }

    @Bean
    SettleableSource settleablePayouts() {
        return new SettleablePayouts();
    }

    @Bean
    SettleableSource settleableDisputes() {
        return new SettleableDisputes();
    }

    @Bean
    SettlementEngine settlementEngine(
            ShardGateway shards, List<SettleableSource> sources, OrderEngine orders, InstantSource clock) {
        return new SettlementEngine(shards, sources, orders.gatewayNames(), clock);
    }

    @Bean
    Routes settlementRoutes(SettlementEngine engine, SettlementSettings settings, AuditLog audit) {
        return new SettlementCalls(engine, new SettlementIntake(engine), new SettlementUploads(settings), audit)
                .routes();
    }

    @Bean
    LifecycleAdapter settlementLifecycle(
            Shards shards,
            SettlementEngine engine,
            OrderEngine orders,
            SettlementSettings settings,
            MeterRegistry meters,
            InstantSource clock) {
        List<ShardWork> work = new ArrayList<>();
        Set<String> gateways = orders.gatewayNames();
        if (!gateways.isEmpty()) {
            TransitMeters transit = new TransitMeters(engine, meters, clock);
            work.add(new ShardWork("The transit report's metrics", transit::round, settings.reportPause()));
            shards.all().forEach(shard -> {
                int number = shard.number();
                work.add(new ShardWork("Settlements of shard " + number, () -> engine.round(number), settings.pause()));
                work.add(new ShardWork(
                        "What is missing on shard " + number,
                        () -> engine.findMissing(number, settings.missingAfter()),
                        settings.missingPause()));
            });
        }
        if (settings.folder() != null) {
            SettlementFolder folder =
                    new SettlementFolder(settings.folder(), gateways, new SettlementIntake(engine), settings, clock);
            work.add(new ShardWork("The settlements' folder", folder::round, settings.pause()));
        }
        return LifecycleAdapter.ofPrompt(() -> work.forEach(ShardWork::start), () -> work.forEach(ShardWork::stop))
                .inPhase(ShardsLifecycle.PHASE + 1);
    }
}
