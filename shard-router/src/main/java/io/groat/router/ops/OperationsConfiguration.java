package io.groat.router.ops;

import io.groat.engine.Shards;
import io.groat.reconcile.Reconciler;
import io.groat.router.shard.GuardedShards;
import io.groat.router.shard.ShardTotals;
import io.groat.router.shard.ShardWatch;
import io.groat.router.transfer.TransferMeters;
import io.groat.web.health.ServiceIdentity;
import io.groat.web.http.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls about how the service and its shards do. */
@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {

    @Bean
    HealthCall healthCall(ShardWatch watch, Shards shards, ServiceIdentity identity) {
        return new HealthCall(watch, shards.all().size(), identity);
    }

    @Bean
    ShardsCall shardsCall(Shards shards, GuardedShards guarded, ShardWatch watch, ShardTotals totals) {
        return new ShardsCall(shards, guarded, watch, totals);
    }

    @Bean
    AnalyticsCall analyticsCall(ShardTotals totals, TransferMeters meters, Shards shards, ServiceIdentity identity) {
        return new AnalyticsCall(totals, meters, shards.all().size(), identity.startedAt());
    }

    @Bean
    ReconciliationCall reconciliationCall(Reconciler reconciler) {
        return new ReconciliationCall(reconciler);
    }

    @Bean
    Routes healthRoutes(HealthCall health) {
        return Routes.of(health.route());
    }

    @Bean
    Routes operationsRoutes(ShardsCall shards, AnalyticsCall analytics, ReconciliationCall reconciliation) {
        return Routes.of(shards.route(), analytics.route(), reconciliation.route());
    }
}
